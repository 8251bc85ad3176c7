//! Mistakes and warnings: collected while reading, then tied to path, line and column, then rendered.

use super::source::{Place, Sources};
use super::words::{Code, Phrase};
use crate::units::Language;
use annotate_snippets::{AnnotationKind, Group, Level as Shown, Renderer, Snippet};
use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The scenario cannot be used.
    Error,
    /// Read before you trust the results.
    Warning,
}

/// A value that a message names: as the user wrote it, or a phrase with words in each language.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Names and numbers, the same in every language.
    Plain(String),
    /// Words of ours.
    Phrase(Phrase),
}

impl<T: ToString + ?Sized> From<&T> for Argument {
    fn from(text: &T) -> Argument {
        Argument::Plain(text.to_string())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Plain(text)
    }
}

impl From<Phrase> for Argument {
    fn from(phrase: Phrase) -> Argument {
        Argument::Phrase(phrase)
    }
}

/// A finding while reading: what, where, and the values its message names.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    code: Code,
    place: Option<Place>,
    second: Option<Place>,
    arguments: Vec<(&'static str, Argument)>,
}

impl Mistake {
    /// A finding at a place.
    pub fn at(code: Code, place: Place) -> Mistake {
        Mistake {
            code,
            place: Some(place),
            second: None,
            arguments: Vec::new(),
        }
    }

    /// A finding without a place: only for a scenario file that cannot be read.
    pub fn nowhere(code: Code) -> Mistake {
        Mistake {
            code,
            place: None,
            second: None,
            arguments: Vec::new(),
        }
    }

    /// Names a value.
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Mistake {
        self.arguments.push((name, value.into()));
        self
    }

    /// Names what the user may have meant.
    pub fn nearest(self, nearest: Option<String>) -> Mistake {
        match nearest {
            Some(name) => self.with("nearest", name),
            None => self,
        }
    }

    /// Whether the finding is about an entry of `[[section]]`.
    fn is_in(&self, section: &str) -> bool {
        let title = Argument::Plain(format!("[[{section}]]"));
        self.arguments
            .iter()
            .any(|(name, value)| *name == "section" && *value == title)
    }

    /// Shows a second place beside the first.
    pub fn beside(mut self, place: Place) -> Mistake {
        self.second = Some(place);
        self
    }
}

/// Collects findings; nothing stops at the first one.
#[derive(Debug, Default)]
pub struct Log {
    mistakes: Vec<Mistake>,
    /// An inherited file could not be read: findings that its absence would cause are kept back.
    pub incomplete: bool,
    /// Sections whose table could not be read; likewise.
    pub absent: Vec<String>,
}

impl Log {
    /// Adds a finding.
    pub fn push(&mut self, mistake: Mistake) {
        let follows = match mistake.code {
            _ if self.incomplete => true,
            _ if self.absent.is_empty() => false,
            // Entries of other sections miss their keys by themselves.
            Code::MissingKey => self.absent.iter().any(|section| mistake.is_in(section)),
            _ => true,
        };
        if !(follows && mistake.code.follows_from_absence()) {
            self.mistakes.push(mistake);
        }
    }

    /// How many errors there are so far.
    pub fn errors(&self) -> usize {
        self.mistakes
            .iter()
            .filter(|mistake| mistake.code.level() == Level::Error)
            .count()
    }

    /// Ties every finding to its place, each once, in order of source and position.
    pub fn finish(mut self, sources: &Sources) -> Vec<Diagnostic> {
        self.mistakes.sort_by_key(|mistake| mistake.place);
        let mut once: Vec<Mistake> = Vec::with_capacity(self.mistakes.len());
        for mistake in self.mistakes {
            let same_place = once.iter().rev().take_while(|earlier| earlier.place == mistake.place);
            if !same_place.into_iter().any(|earlier| *earlier == mistake) {
                once.push(mistake);
            }
        }
        once.into_iter()
            .map(|mistake| Diagnostic::new(mistake, sources))
            .collect()
    }
}

/// A stretch of a text, with the lines that show it.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    path: String,
    line: usize,
    column: usize,
    lines: String,
    span: Range<usize>,
}

impl Mark {
    fn new(place: Place, sources: &Sources) -> Mark {
        let source = sources.get(place.source);
        let start = source.cut(place.start as usize);
        let line = source.line_of(start);
        let lines = source.lines_between(line, line).to_string();
        let from = (start - source.line_start(line)).min(lines.len());
        // Only the first line of a longer stretch is shown.
        let end = source
            .cut(place.end as usize)
            .saturating_sub(source.line_start(line))
            .clamp(from, lines.len());
        let (line, column) = source.line_column(start);
        Mark {
            path: source.name.clone(),
            line,
            column,
            lines,
            span: from..end,
        }
    }
}

/// One message about the input, complete in itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    code: Code,
    mark: Option<Mark>,
    second: Option<Mark>,
    arguments: Vec<(&'static str, Argument)>,
}

impl Diagnostic {
    fn new(mistake: Mistake, sources: &Sources) -> Diagnostic {
        Diagnostic {
            code: mistake.code,
            mark: mistake.place.map(|place| Mark::new(place, sources)),
            second: mistake.second.map(|place| Mark::new(place, sources)),
            arguments: mistake.arguments,
        }
    }

    /// Its unique code, such as `unknown-key`.
    pub fn code(&self) -> &'static str {
        self.code.name()
    }

    /// Whether a change (`path=value`) leads nowhere, whatever its value.
    pub fn is_of_path(&self) -> bool {
        matches!(
            self.code,
            Code::SetForm | Code::SetUnknownPath | Code::SetUnknownId | Code::SetNotAllowed | Code::NothingForEvery
        )
    }

    /// Error or warning.
    pub fn level(&self) -> Level {
        self.code.level()
    }

    /// Path, line and column (both from 1, the column in characters); none if the scenario file cannot be read.
    pub fn place(&self) -> Option<(&str, usize, usize)> {
        self.mark
            .as_ref()
            .map(|mark| (mark.path.as_str(), mark.line, mark.column))
    }

    /// The message in one line, without its place.
    pub fn message(&self, language: Language) -> String {
        let title = self.fill(self.code.title(language), language);
        let label = self.label(language);
        match (label.is_empty(), language) {
            (true, _) => title,
            (false, Language::En) => format!("{title}: {label}"),
            (false, Language::Zh) => format!("{title}：{label}"),
        }
    }

    /// The message with its place and the text underlined.
    pub fn render(&self, language: Language) -> String {
        let level = match (self.level(), language) {
            (Level::Error, Language::En) => Shown::ERROR,
            (Level::Warning, Language::En) => Shown::WARNING,
            (Level::Error, Language::Zh) => Shown::ERROR.with_name("错误"),
            (Level::Warning, Language::Zh) => Shown::WARNING.with_name("警告"),
        };
        let label = self.label(language);
        let help = self.fill(self.code.help(language), language);
        // Without a text to stand under, what was expected joins the title.
        let title = match self.mark {
            Some(_) => self.fill(self.code.title(language), language),
            None => self.message(language),
        };
        let title = level.primary_title(title).id(self.code());
        let mut group = Group::with_title(title);
        if let Some(mark) = &self.mark {
            let second = Code::second_label(language);
            match &self.second {
                Some(other) if other.path == mark.path && other.line == mark.line => {
                    group = group.element(
                        snippet(mark)
                            .annotation(AnnotationKind::Primary.span(mark.span.clone()).label(label))
                            .annotation(AnnotationKind::Context.span(other.span.clone()).label(second)),
                    );
                }
                other => {
                    group = group.element(
                        snippet(mark).annotation(AnnotationKind::Primary.span(mark.span.clone()).label(label)),
                    );
                    if let Some(other) = other {
                        group = group.element(
                            snippet(other).annotation(AnnotationKind::Context.span(other.span.clone()).label(second)),
                        );
                    }
                }
            }
        }
        if !help.is_empty() {
            let level = match language {
                Language::En => Shown::HELP,
                Language::Zh => Shown::HELP.with_name("帮助"),
            };
            group = group.element(level.message(help));
        }
        Renderer::plain().render(&[group])
    }

    /// What was expected: the nearest known name if there is one.
    fn label(&self, language: Language) -> String {
        let template = if self.arguments.iter().any(|(name, _)| *name == "nearest") {
            Code::did_you_mean(language)
        } else {
            self.code.label(language)
        };
        self.fill(template, language)
    }

    fn fill(&self, template: &str, language: Language) -> String {
        let mut filled = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            filled.push_str(&rest[..open]);
            rest = &rest[open + 1..];
            // `{{` is a brace of the text.
            if let Some(after) = rest.strip_prefix('{') {
                filled.push('{');
                rest = after;
                continue;
            }
            let close = rest.find('}').unwrap_or(rest.len());
            let name = &rest[..close];
            match self.arguments.iter().find(|(known, _)| *known == name) {
                Some((_, Argument::Plain(text))) => filled.push_str(&cut(text)),
                Some((_, Argument::Phrase(phrase))) => filled.push_str(&cut(&phrase.words(language))),
                None => debug_assert!(false, "{} lacks the argument {name}", self.code()),
            }
            rest = rest.get(close + 1..).unwrap_or("");
            // No space between two Chinese characters.
            let chinese = |character: Option<char>| character.is_some_and(|character| !character.is_ascii());
            if let Some(after) = rest.strip_prefix(' ')
                && chinese(filled.chars().next_back())
                && chinese(after.chars().next())
            {
                rest = after;
            }
        }
        filled.push_str(rest);
        filled
    }
}

/// A text as a message names it: what is very long is cut.
fn cut(text: &str) -> std::borrow::Cow<'_, str> {
    const MOST: usize = 400;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

fn snippet(mark: &Mark) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    Snippet::source(mark.lines.as_str())
        .line_start(mark.line)
        .path(mark.path.as_str())
}

/// All mistakes of one input, in order of source and position.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// All mistakes of one input.
    pub fn new(list: Vec<Diagnostic>) -> Diagnostics {
        Diagnostics { list }
    }

    /// The mistakes one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Every mistake with its place and the text underlined, an empty line between two.
    pub fn render(&self, language: Language) -> String {
        let mut text = self
            .list
            .iter()
            .map(|one| one.render(language))
            .collect::<Vec<_>>()
            .join("\n\n");
        text.push('\n');
        text
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
