//! The two code pages of DOS that no browser knows, and old cash registers and accounting programs still write.

/// The characters of the bytes 128 to 255 in code page 437 (United States).
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// The characters of the bytes 128 to 255 in code page 850 (Western Europe).
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodePage {
    /// United States.
    Cp437,
    /// Western Europe.
    Cp850,
}

impl CodePage {
    /// The bytes as text; every byte is a character.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let high: Vec<char> = match self {
            Self::Cp437 => CP437.chars().collect(),
            Self::Cp850 => CP850.chars().collect(),
        };
        let character = |&byte: &u8| match byte.checked_sub(128) {
            None => char::from(byte),
            Some(index) => high.get(usize::from(index)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        bytes.iter().map(character).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_a_character_of_its_own() {
        for (page, table) in [(CodePage::Cp437, CP437), (CodePage::Cp850, CP850)] {
            let characters: std::collections::BTreeSet<char> = table.chars().collect();
            assert_eq!(characters.len(), 128, "{page:?}");
        }
        assert_eq!(CodePage::Cp437.decode(b"Caf\x82 \xe1 \x9b"), "Caf\u{e9} \u{df} \u{a2}");
        assert_eq!(CodePage::Cp850.decode(b"S\xc6o \xe1 \x9b"), "S\u{e3}o \u{df} \u{f8}");
    }
}
