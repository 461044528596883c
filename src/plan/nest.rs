//! Which task stands below which, by their numbers: 1.1 below 1.

use std::collections::BTreeMap;

use crate::plan::model::Task;

/// The most parts of a number that make a hierarchy; a deeper one is no number
/// that a person wrote.
const PARTS: usize = 12;

/// Puts each numbered task below the last one of its phase whose number starts its
/// own: 1.1.2 below 1.1, whatever the indent says. A task without a number, or
/// whose number continues no other, stays where the indent puts it.
pub fn by_number(tasks: &mut [Task]) {
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..tasks.len() {
        let Some(id) = tasks[index].id.clone() else { continue };
        if id.split('.').count() > PARTS {
            continue;
        }
        let mut prefix = id.as_str();
        while let Some((shorter, _)) = prefix.rsplit_once('.') {
            if let Some(&parent) = last.get(shorter)
                && tasks[parent].phase == tasks[index].phase
            {
                tasks[index].parent = Some(parent);
                break;
            }
            prefix = shorter;
        }
        last.insert(id, index);
    }
}
