//! Lines broken evenly, where English and Chinese may break.

use super::canvas::Type;
use super::fonts::{Fonts, is_wide};

/// The text in as few lines of at most `width` as it takes, all about equally long.
pub fn wrapped(fonts: &Fonts, text: &str, look: Type, width: f64) -> Vec<String> {
    let pieces = pieces(text);
    let lines = |limit: f64| fill(fonts, &pieces, look, limit);
    let fewest = lines(width).len();
    let (mut narrow, mut wide) = (width / 2.0, width);
    // The narrowest limit that keeps the number of lines.
    for _ in 0..12 {
        let middle = f64::midpoint(narrow, wide);
        if lines(middle).len() == fewest {
            wide = middle;
        } else {
            narrow = middle;
        }
    }
    if fewest == 1 { lines(width) } else { lines(wide) }
}

fn fill(fonts: &Fonts, pieces: &[String], look: Type, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if fonts.width(&format!("{line}{}", piece.trim_end()), look.em, look.bold) <= limit => {
                line.push_str(piece);
            }
            _ => lines.push(piece.clone()),
        }
    }
    lines.iter().map(|line| line.trim_end().to_string()).collect()
}

/// The parts between which a line may end.
fn pieces(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut pieces = vec![String::new()];
    for (i, &c) in chars.iter().enumerate() {
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
        if chars.get(i + 1).is_some_and(|&next| may_break(c, next)) {
            pieces.push(String::new());
        }
    }
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if before == ' ' {
        return true;
    }
    let joins = "，。；：、）”》％！？·～".contains(after) || "（“《～".contains(before) || before.is_ascii_digit();
    (is_wide(before) || is_wide(after)) && !joins && after != ' '
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::theme::INK;

    #[test]
    fn lines_are_even_and_no_word_is_left_alone() {
        let fonts = Fonts::built_in();
        let look = Type::plain(20.0, INK);
        let text = "Lead time in Shanghai passed the horizon of fourteen days in late March of this year";
        let lines = wrapped(&fonts, text, look, 700.0);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines.join(" "), text);
        let widths: Vec<f64> = lines.iter().map(|line| fonts.width(line, 20.0, false)).collect();
        assert!((widths[0] - widths[1]).abs() < 160.0, "{widths:?}");
    }

    #[test]
    fn chinese_breaks_keep_figures_with_their_units() {
        let pieces = pieces("上海的预约等待超过14天（三月）。");
        assert!(pieces.contains(&"14天".to_string()), "{pieces:?}");
        assert!(pieces.contains(&"（三".to_string()), "{pieces:?}");
        assert_eq!(pieces.last().map(String::as_str), Some("月）。"));
    }
}
