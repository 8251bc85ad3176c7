//! Words shared by every layer that speaks to people: the language of messages.

/// The language in which messages, labels and reports are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}
