//! Lines that say together what each says alone: where all of several tasks
//! come before all of several others, they meet in a joint and part again.
//!
//! Two phases of twenty tasks each, one after the other, are 400 lines, or a
//! joint and 40.

use std::collections::BTreeMap;

use crate::graph::layout::{LayoutBox, LayoutEdge, Way};

/// A line of a drawing after bundling, and the lines that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strand {
    /// The line itself.
    pub line: LayoutEdge,
    /// The indices of the lines it stands for.
    pub of: Vec<usize>,
}

/// What comes before some boxes, and by which lines: start, index of the line.
type Before = BTreeMap<(usize, usize), Vec<(usize, usize)>>;

/// The boxes that all of the same ones come before, by kind and those; each with
/// the indices of its lines.
type Groups = BTreeMap<(usize, Vec<usize>), Vec<(usize, Vec<usize>)>>;

/// Bundles lines: joints are added behind the boxes, whose levels are doubled to
/// make room between them. Lines of different `kinds` are not bundled.
pub fn bundle(
    boxes: &mut Vec<LayoutBox>,
    lines: &[LayoutEdge],
    kinds: &[usize],
) -> Vec<Strand> {
    for item in boxes.iter_mut() {
        item.level *= 2;
    }
    // What comes before each box, by kind; then the boxes that have all that in common.
    let mut before = Before::new();
    for (index, line) in lines.iter().enumerate() {
        let ends = (boxes.get(line.from), boxes.get(line.to));
        if let (Some(from), Some(to)) = ends
            && line.way == Way::Forward
            && from.level < to.level
        {
            before.entry((kinds[index], line.to)).or_default().push((line.from, index));
        }
    }
    let mut groups = Groups::new();
    for ((kind, to), mut found) in before {
        found.sort_unstable();
        found.dedup_by_key(|(from, _)| *from);
        let (from, of) = found.into_iter().unzip();
        groups.entry((kind, from)).or_default().push((to, of));
    }
    let mut strands = Vec::new();
    let mut bundled = vec![false; lines.len()];
    for ((_, from), targets) in groups {
        let level = from.iter().map(|index| boxes[*index].level).max().unwrap_or(0) + 1;
        // What starts in the middle of the sources needs a way around the joint.
        let targets: Vec<(usize, Vec<usize>)> =
            targets.into_iter().filter(|(to, _)| boxes[*to].level > level).collect();
        if from.len() < 2 || targets.len() < 2 || from.len() + targets.len() < 5 {
            continue;
        }
        let joint = boxes.len();
        boxes.push(LayoutBox::joint(level));
        for (place, source) in from.iter().enumerate() {
            let of = targets.iter().map(|(_, of)| of[place]).collect();
            let line = LayoutEdge { from: *source, to: joint, way: Way::Forward };
            strands.push(Strand { line, of });
        }
        for (to, of) in targets {
            for index in &of {
                bundled[*index] = true;
            }
            let line = LayoutEdge { from: joint, to, way: Way::Forward };
            strands.push(Strand { line, of });
        }
    }
    for (index, line) in lines.iter().enumerate() {
        if !bundled[index] {
            strands.push(Strand { line: *line, of: vec![index] });
        }
    }
    strands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(levels: &[usize]) -> Vec<LayoutBox> {
        levels
            .iter()
            .map(|level| LayoutBox { level: *level, band: 0, width: 10, height: 10 })
            .collect()
    }

    fn lines(pairs: &[(usize, usize)]) -> Vec<LayoutEdge> {
        pairs
            .iter()
            .map(|(from, to)| LayoutEdge { from: *from, to: *to, way: Way::Forward })
            .collect()
    }

    #[test]
    fn all_before_all_meet_in_a_joint() {
        let mut all = boxes(&[0, 0, 0, 1, 1, 1]);
        let pairs: Vec<(usize, usize)> =
            (0..3).flat_map(|from| (3..6).map(move |to| (from, to))).collect();
        let strands = bundle(&mut all, &lines(&pairs), &[0; 9]);
        assert_eq!(all.len(), 7, "there is one joint");
        assert_eq!(all[6].level, 1, "between the levels, which are doubled");
        assert_eq!(strands.len(), 6);
        assert!(strands.iter().all(|strand| strand.of.len() == 3));
    }

    #[test]
    fn few_lines_and_lines_of_two_kinds_stay() {
        let pairs = [(0, 2), (0, 3), (1, 2), (1, 3)];
        let mut all = boxes(&[0, 0, 1, 1]);
        assert_eq!(bundle(&mut all, &lines(&pairs), &[0; 4]).len(), 4);
        assert_eq!(all.len(), 4, "two and two need no joint");
        let mut all = boxes(&[0, 0, 0, 1, 1]);
        let pairs = [(0, 3), (1, 3), (2, 3), (0, 4), (1, 4), (2, 4)];
        let strands = bundle(&mut all, &lines(&pairs), &[0, 0, 0, 0, 0, 1]);
        assert_eq!((all.len(), strands.len()), (5, 6));
    }
}
