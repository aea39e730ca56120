//! Parts: who is connected with whom through common customers. Across parts nothing can be compared (Weeks & Williams
//! 1964, Technometrics 6:319).

use super::Observation;

/// Numbers every target and rater with its part, 0, 1, 2 …, in the order of the targets; `None` without observation.
/// Returned with the number of parts.
pub(super) fn parts(
    (num_targets, num_raters): (usize, usize),
    observations: &[Observation],
) -> (Vec<Option<usize>>, Vec<Option<usize>>, usize) {
    let mut leader: Vec<usize> = (0..num_targets + num_raters).collect();
    for seen in observations {
        let (one, other) = (lead(&mut leader, seen.target), lead(&mut leader, num_targets + seen.rater));
        // The smaller place leads, so that the outcome does not depend on the order of observations.
        leader[one.max(other)] = one.min(other);
    }
    let mut is_seen = vec![false; leader.len()];
    for seen in observations {
        (is_seen[seen.target], is_seen[num_targets + seen.rater]) = (true, true);
    }
    let (mut number, mut num_parts) = (vec![None; leader.len()], 0);
    let mut part_of = vec![None; leader.len()];
    for place in 0..leader.len() {
        if is_seen[place] {
            let first = lead(&mut leader, place);
            if number[first].is_none() {
                number[first] = Some(num_parts);
                num_parts += 1;
            }
            part_of[place] = number[first];
        }
    }
    let raters = part_of.split_off(num_targets);
    (part_of, raters, num_parts)
}

/// The leader of a place's part; the way there is halved for the next time.
fn lead(leader: &mut [usize], mut place: usize) -> usize {
    while leader[place] != place {
        leader[place] = leader[leader[place]];
        place = leader[place];
    }
    place
}
