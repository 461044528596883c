//! Many short lists in one place.

/// Values in lists, one list for each number from zero, side by side in memory: a
/// list of its own for each task of a site would be an allocation each.
#[derive(Debug, Clone)]
pub struct Groups<T> {
    /// Where each list starts, and at last where the last one ends.
    starts: Vec<usize>,
    values: Vec<T>,
}

impl<T> Default for Groups<T> {
    fn default() -> Self {
        Self { starts: Vec::new(), values: Vec::new() }
    }
}

impl<T: Copy + Default> Groups<T> {
    /// Puts each value into the list of its number, in the order in which they come;
    /// the numbers are below `count`. The values are gone through twice.
    pub fn of(count: usize, numbered: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let mut starts = vec![0; count + 1];
        for (number, _) in numbered.clone() {
            starts[number + 1] += 1;
        }
        for number in 0..count {
            starts[number + 1] += starts[number];
        }
        let mut values = vec![T::default(); starts[count]];
        let mut next = starts.clone();
        for (number, value) in numbered {
            values[next[number]] = value;
            next[number] += 1;
        }
        Self { starts, values }
    }
}

impl<T> Groups<T> {
    /// Lists that stand one after the other already.
    pub fn from_lists<L: IntoIterator<Item = T>>(lists: impl Iterator<Item = L>) -> Self {
        let (mut starts, mut values) = (vec![0], Vec::new());
        for list in lists {
            values.extend(list);
            starts.push(values.len());
        }
        starts.shrink_to_fit();
        values.shrink_to_fit();
        Self { starts, values }
    }

    /// The list of a number.
    pub fn get(&self, number: usize) -> &[T] {
        &self.values[self.starts[number]..self.starts[number + 1]]
    }

    /// All lists, from that of zero on.
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        self.starts.windows(2).map(|ends| &self.values[ends[0]..ends[1]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_are_there_stand_as_they_are() {
        let groups = Groups::from_lists([vec!['b', 'a'], vec![], vec!['c']].into_iter());
        let lists: Vec<&[char]> = groups.iter().collect();
        assert_eq!(lists, [&['b', 'a'][..], &[], &['c']]);
    }

    #[test]
    fn values_stand_in_the_lists_of_their_numbers_in_their_order() {
        let numbered = [(2, 'a'), (0, 'b'), (2, 'c')];
        let groups = Groups::of(4, numbered.into_iter());
        let lists: Vec<&[char]> = groups.iter().collect();
        assert_eq!(lists, [&['b'][..], &[], &['a', 'c'], &[]]);
        assert_eq!(groups.get(2), ['a', 'c']);
        assert_eq!(Groups::<u8>::of(0, [].into_iter()).iter().count(), 0);
    }
}
