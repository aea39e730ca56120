//! Colours as eyes see them, for the tests of the palette: colour-blind eyes, and any eyes before a washed-out projector.
//!
//! Colour blindness: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
//! Deficiency", IEEE TVCG 15 (2009), the matrices of full severity, on linear RGB. Difference: CIEDE2000 as in
//! Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula", Color Research and Application 30 (2005), D65.

use super::palette::Color;

/// Whose eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Eyes {
    Usual,
    Protan,
    Deutan,
    Tritan,
}

impl Eyes {
    pub(super) const ALL: [Self; 4] = [Self::Usual, Self::Protan, Self::Deutan, Self::Tritan];

    const fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protan => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deutan => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritan => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

/// Light a projector's wall gives back of the room, as a share of its white.
const VEIL: f64 = 0.2;

/// How different two colours look, CIEDE2000: below about 10 they are easily confused.
pub(super) fn difference(one: Color, other: Color, eyes: Eyes, projected: bool) -> f64 {
    ciede2000(seen(one, eyes, projected), seen(other, eyes, projected))
}

/// CIE L*, 0 black – 100 white.
pub(super) fn lightness(color: Color) -> f64 {
    seen(color, Eyes::Usual, false)[0]
}

/// L*, a*, b* of a colour as it is seen.
fn seen(color: Color, eyes: Eyes, projected: bool) -> [f64; 3] {
    let linear = [color.r, color.g, color.b].map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    let simulated = eyes.matrix().map(|row| dot(row, linear).clamp(0.0, 1.0));
    lab(if projected { simulated.map(|light| (light + VEIL) / (1.0 + VEIL)) } else { simulated })
}

fn dot(row: [f64; 3], column: [f64; 3]) -> f64 {
    row.iter().zip(column).map(|(a, b)| a * b).sum()
}

/// Linear sRGB to CIE L*a*b*, D65.
fn lab(linear: [f64; 3]) -> [f64; 3] {
    const TO_XYZ: [[f64; 3]; 3] = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];
    let mut shares = [0.0; 3];
    for (share, (row, white)) in shares.iter_mut().zip(TO_XYZ.into_iter().zip(WHITE)) {
        let t = dot(row, linear) / white;
        *share = if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 };
    }
    let [x, y, z] = shares;
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[expect(clippy::many_single_char_names, reason = "the names of the published formula")]
fn ciede2000(one: [f64; 3], other: [f64; 3]) -> f64 {
    let [[l1, a1, b1], [l2, a2, b2]] = [one, other];
    let pow7 = |value: f64| value.powi(7) / (value.powi(7) + 25_f64.powi(7));
    let g = 0.5 * (1.0 - pow7(f64::midpoint(a1.hypot(b1), a2.hypot(b2))).sqrt());
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = if grey { 0.0 } else { (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0 };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let h = match (grey, (h1 - h2).abs() <= 180.0) {
        (true, _) => h1 + h2,
        (false, true) => f64::midpoint(h1, h2),
        (false, false) => (f64::midpoint(h1, h2) + 180.0).rem_euclid(360.0),
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.20 * cos(4.0 * h - 63.0);
    let spread = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rotation = -2.0 * pow7(c).sqrt() * (2.0 * spread).to_radians().sin();
    let middle = (l - 50.0).powi(2);
    let (sl, sc, sh) = (1.0 + 0.015 * middle / (20.0 + middle).sqrt(), 1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let (dl, dc, dh) = (dl / sl, dc / sc, dh / sh);
    (dl * dl + dc * dc + dh * dh + rotation * dc * dh).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Theme;
    use crate::model::Verdict;

    #[test]
    fn the_difference_is_that_of_the_published_pairs() {
        // Sharma et al. 2005, table 1.
        let pairs = [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0),
            ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
            ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0011], 7.2195),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
            ([90.8027, -2.0831, 1.4410], [91.1528, -1.6435, 0.0447], 1.4441),
            ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
        ];
        for (one, other, published) in pairs {
            let found = ciede2000(one, other);
            assert!((found - published).abs() < 1e-4, "{one:?} {other:?}: {found}, published {published}");
        }
    }

    /// The least difference between any two, for any eyes, plain or projected.
    fn least(fills: &[Color], pairs: impl Fn(usize, usize) -> bool, projected: bool) -> (f64, String) {
        let mut worst = (f64::INFINITY, String::new());
        for eyes in Eyes::ALL {
            for (at, one) in fills.iter().enumerate() {
                for (to, other) in fills.iter().enumerate().skip(at + 1).filter(|(to, _)| pairs(at, *to)) {
                    let found = difference(*one, *other, eyes, projected);
                    if found < worst.0 {
                        worst = (found, format!("{one} and {other} ({at}, {to}) for {eyes:?} eyes: {found:.1}"));
                    }
                }
            }
        }
        worst
    }

    #[test]
    fn the_usual_red_and_green_would_be_confused() {
        let usual = [0xDC_3545, 0x28_A745].map(Color::hex);
        let found = difference(usual[0], usual[1], Eyes::Deutan, false);
        assert!(found < 10.0, "so these are not ours: {found:.1}");
    }

    #[test]
    fn verdicts_are_told_apart_by_any_eyes_and_on_a_projector() {
        for theme in [&Theme::LIGHT, &Theme::DARK] {
            let three = [Verdict::Keep, Verdict::HardLook, Verdict::LetGo].map(|v| theme.verdict(v).mark.fill);
            let four: Vec<Color> = Verdict::ALL.iter().map(|v| theme.verdict(*v).mark.fill).collect();
            for (fills, plain, projected) in [(&three[..], 19.0, 12.0), (&four[..], 10.0, 10.0)] {
                for (is_projected, at_least) in [(false, plain), (true, projected)] {
                    let (found, who) = least(fills, |_, _| true, is_projected);
                    assert!(found >= at_least, "{} projected {is_projected}: {who}", theme.name);
                }
            }
        }
    }

    #[test]
    fn neighbouring_steps_are_told_apart_by_any_eyes_and_on_a_projector() {
        for theme in [&Theme::LIGHT, &Theme::DARK] {
            let fills = theme.steps.map(|tone| tone.fill);
            for (projected, at_least) in [(false, 15.0), (true, 10.0)] {
                let (found, who) = least(&fills, |at, to| to == at + 1, projected);
                assert!(found >= at_least, "{} projected {projected}: {who}", theme.name);
            }
        }
    }

    #[test]
    fn greys_of_print_step_evenly_from_dark_to_light() {
        let steps = Theme::PRINT.steps.map(|tone| lightness(tone.fill));
        for pair in steps.windows(2) {
            assert!(pair[1] - pair[0] >= 12.0, "L* {steps:.0?}");
        }
        let mut verdicts = Verdict::ALL.map(|verdict| lightness(Theme::PRINT.verdict(verdict).mark.fill));
        verdicts.sort_by(f64::total_cmp);
        for pair in verdicts.windows(2) {
            assert!(pair[1] - pair[0] >= 12.0, "L* {verdicts:.0?}");
        }
    }
}
