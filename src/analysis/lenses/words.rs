//! Ranks in words.

use super::column::LensPlace;

/// "1st", "2nd", "3rd", "11th".
pub fn ordinal(rank: u32) -> String {
    let ending = match (rank % 10, rank % 100) {
        (1, hundred) if hundred != 11 => "st",
        (2, hundred) if hundred != 12 => "nd",
        (3, hundred) if hundred != 13 => "rd",
        _ => "th",
    };
    format!("{}{ending}", crate::model::Locale::count(usize::try_from(rank).unwrap_or(usize::MAX)))
}

/// "2nd of 24 by revenue"; a shared rank says so: "2nd of 24 by growth with 3 others".
pub fn placed(place: &LensPlace) -> String {
    let of = crate::model::Locale::count(usize::try_from(place.of).unwrap_or(usize::MAX));
    let shared = match place.shared {
        0 => String::new(),
        1 => " with 1 other".to_owned(),
        others => format!(" with {others} others"),
    };
    format!("{} of {of} {}{shared}", ordinal(place.rank), place.lens.by())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_read_as_people_say_them() {
        let said = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 1003].map(ordinal).join(" ");
        assert_eq!(said, "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th 1,003rd");
    }
}
