//! The texts a scenario was written in, and places in them: scenario files, CSV tables, `--set` arguments.

use std::path::{Path, PathBuf};

/// A stretch of one text: bytes `start..end` of source number `source`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which text, by its position in [`Sources`].
    pub source: u32,
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

impl Place {
    /// The place of bytes `start..end` of a source.
    pub fn new(source: u32, start: usize, end: usize) -> Place {
        Place {
            source,
            start: start as u32,
            end: end as u32,
        }
    }

    /// The first character of a source: for what is missing from all of it.
    pub fn top(source: u32) -> Place {
        Place {
            source,
            start: 0,
            end: 0,
        }
    }
}

/// One text.
#[derive(Debug)]
pub struct Source {
    /// How messages call it: the path, or `--set 2`.
    pub name: String,
    /// Folder that relative paths in it start from.
    pub folder: PathBuf,
    /// The text, decoded, without a byte-order mark.
    pub text: String,
    /// Byte at which each line starts.
    lines: Vec<usize>,
}

impl Source {
    /// Line and column of a byte, both from 1; the column counts characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let line = self.line_of(byte);
        let start = self.lines[line];
        let column = self.text[start..self.cut(byte)].chars().count();
        (line + 1, column + 1)
    }

    /// Lines `from..=to` (from 0) as one text, without the last line break.
    pub fn lines_between(&self, from: usize, to: usize) -> &str {
        let end = self.lines.get(to + 1).copied().unwrap_or(self.text.len());
        self.text[self.lines[from]..end].trim_end_matches(['\n', '\r'])
    }

    /// The line (from 0) that holds a byte.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start <= byte).saturating_sub(1)
    }

    /// Byte at which a line (from 0) starts.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines[line]
    }

    /// `byte`, moved back to the nearest character boundary inside the text.
    pub fn cut(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}

/// Every text of one scenario, in order of reading.
#[derive(Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Adds a text and returns its number. A byte-order mark is dropped, so that columns start at the first character.
    pub fn add(&mut self, name: String, folder: PathBuf, text: String) -> u32 {
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_string(),
            None => text,
        };
        let mut lines = vec![0];
        lines.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at + 1),
        );
        self.list.push(Source {
            name,
            folder,
            text,
            lines,
        });
        (self.list.len() - 1) as u32
    }

    /// The text with this number.
    pub fn get(&self, source: u32) -> &Source {
        &self.list[source as usize]
    }

    /// Where `relative`, written at `place`, points: relative paths start from the file that names them.
    pub fn resolve(&self, place: Place, relative: &str) -> PathBuf {
        self.get(place.source).folder.join(relative)
    }
}

/// A path as messages show it: without `.` and without `folder/..`.
pub fn shown(path: &Path) -> String {
    use std::path::Component;
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(parts.components().next_back(), Some(Component::Normal(_))) => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_after_chinese_text() {
        let mut sources = Sources::default();
        let id = sources.add("a".into(), PathBuf::new(), "\u{feff}x\nname = \"乌鲁木齐\" y".into());
        let source = sources.get(id);
        assert_eq!(source.line_column(source.text.find('y').expect("a y")), (2, 15));
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(10_000), (2, 16));
    }

    #[test]
    fn shown_paths_lose_their_detours() {
        assert_eq!(shown(Path::new("a/b/../c.toml")), "a/c.toml");
        assert_eq!(shown(Path::new("../c.toml")), "../c.toml");
        assert_eq!(shown(Path::new("./c.toml")), "c.toml");
    }
}
