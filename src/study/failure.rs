//! What may go wrong once the input is right: the disk, an interruption, or the simulator itself.

use super::store::Term;
use crate::units::Language;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a command ends without doing all it was asked.
#[derive(Debug)]
pub enum Failure {
    /// Reading or writing failed.
    Disk {
        /// What was being done.
        deed: Deed,
        /// Where.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The folder for the results holds something else.
    Foreign {
        /// The folder or file that stands there.
        path: PathBuf,
    },
    /// The path for the results names no folder that could be renamed: `.`, `..`, `/`.
    Nameless {
        /// The path as given.
        path: PathBuf,
    },
    /// A file that must not be overwritten stands in the way.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The font asked for cannot be used.
    Font {
        /// Its file.
        path: PathBuf,
        /// Why.
        trouble: FontTrouble,
    },
    /// New results could not take the place of the earlier ones; both are whole, beside it.
    Beside {
        /// Where results belong.
        path: PathBuf,
        /// Where the earlier results are.
        earlier: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The folder for finished units holds something else.
    NoStore {
        /// The folder or file that stands there.
        path: PathBuf,
    },
    /// The finished units belong to another study.
    OtherStudy {
        /// The folder of the units.
        path: PathBuf,
        /// What differs.
        term: Term,
        /// What they were made with.
        stored: String,
        /// What is asked now.
        asked: String,
    },
    /// A figure or a state that cannot be: a mistake of the simulator.
    Broken {
        /// What was found.
        what: String,
    },
    /// Interrupted before the first replication was finished.
    Interrupted,
}

/// What is wrong with a font file.
#[derive(Debug)]
pub enum FontTrouble {
    /// It cannot be read.
    Unreadable(io::Error),
    /// It holds no font.
    NotAFont,
    /// It cannot draw this character of the charts.
    Lacks(char),
}

/// What was being done when the disk failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Creating a folder.
    CreateFolder,
    /// Writing a file.
    Write,
    /// Reading a file or folder.
    Read,
    /// Renaming a file or folder.
    Rename,
    /// Removing a file.
    Remove,
}

impl Failure {
    /// The disk failed.
    pub fn disk(deed: Deed, path: impl AsRef<Path>, error: io::Error) -> Failure {
        Failure::Disk {
            deed,
            path: path.as_ref().to_path_buf(),
            error,
        }
    }

    /// A font file that cannot be used.
    pub fn font(path: &Path, trouble: FontTrouble) -> Failure {
        Failure::Font {
            path: path.to_path_buf(),
            trouble,
        }
    }

    /// A state that cannot be: a mistake of the simulator.
    pub fn broken(what: impl Into<String>) -> Failure {
        Failure::Broken { what: what.into() }
    }

    /// The exit code of a command that ends so: 1 failed while running, 2 the command line is wrong, 130 interrupted.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Disk { .. } | Failure::Beside { .. } | Failure::Broken { .. } => 1,
            Failure::Foreign { .. }
            | Failure::Nameless { .. }
            | Failure::Exists { .. }
            | Failure::Font { .. }
            | Failure::NoStore { .. }
            | Failure::OtherStudy { .. } => 2,
            Failure::Interrupted => 130,
        }
    }

    /// Path, what happened and what to do, in one or two sentences.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Zh => self.chinese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Failure::Disk { deed, path, error } => {
                let deed = match deed {
                    Deed::CreateFolder => "this folder could not be created",
                    Deed::Write => "this file could not be written",
                    Deed::Read => "this could not be read",
                    Deed::Rename => "this could not be renamed",
                    Deed::Remove => "this file could not be removed",
                };
                let remedy = match error.kind() {
                    io::ErrorKind::PermissionDenied => "Allow writing there, or choose another folder with --out.",
                    io::ErrorKind::StorageFull => "Free some space, or choose a folder on another disk with --out.",
                    io::ErrorKind::NotFound => "Create the folder it belongs in, or choose another path.",
                    _ => "Check the disk, or choose another folder with --out.",
                };
                format!("{}: {deed}: {error}. {remedy}", path.display())
            }
            Failure::Foreign { path } => format!(
                "{}: this already exists and was not written by aftersales (it has no manifest.json of ours), so it is \
                 left as it is. Choose another folder with --out, or move it away.",
                path.display()
            ),
            Failure::Nameless { path } => format!(
                "{}: results need a folder with a name of its own. Give one, for example --out {}.",
                path.display(),
                path.join("results").display()
            ),
            Failure::Exists { path } => format!(
                "{}: this file already exists and is left as it is. Choose another name, or move it away.",
                path.display()
            ),
            Failure::Font { path, trouble } => match trouble {
                FontTrouble::Unreadable(error) => format!(
                    "--font {}: this file cannot be read: {error}. Check the name.",
                    path.display()
                ),
                FontTrouble::NotAFont => format!(
                    "--font {}: this is no font. A TTF, OTF or TTC file is needed, such as \
                     NotoSansCJK-Regular.ttc of the package fonts-noto-cjk.",
                    path.display()
                ),
                FontTrouble::Lacks(letter) => format!(
                    "--font {}: this font cannot draw \"{letter}\", which the charts need. Name a font with Chinese \
                     letters, such as NotoSansCJK-Regular.ttc of the package fonts-noto-cjk.",
                    path.display()
                ),
            },
            Failure::Beside { path, earlier, error } => format!(
                "{}: the new results could not be put here: {error}. The earlier results are whole in {}; rename that \
                 folder to get them back.",
                path.display(),
                earlier.display()
            ),
            Failure::NoStore { path } => format!(
                "{}: finished units belong here, but this was not written by aftersales (it has no store.json of \
                 ours), so it is left as it is. Choose another folder with --out, or move it away.",
                path.display()
            ),
            Failure::OtherStudy {
                path,
                term,
                stored,
                asked,
            } => format!(
                "{}: --resume cannot go on, as these finished units were made with {}. Only --replications may change. \
                 Begin anew without --resume, or keep them and choose another folder with --out.",
                path.display(),
                match term {
                    Term::Command => format!("the command {stored}, not {asked}"),
                    Term::Version => format!("version {stored}, and this is {asked}"),
                    Term::Results => format!("version {stored} of the results, and this is {asked}"),
                    Term::Scenario => "another scenario: the file, a table it names or a --set has changed".to_string(),
                    Term::Design => "other parameters, values or plans".to_string(),
                    Term::Seed => format!("--seed {stored}, not {asked}"),
                }
            ),
            Failure::Broken { what } => format!(
                "the simulator contradicts itself: {what}. This is a mistake of the program, not of the scenario: \
                 please report it with the scenario and the seed."
            ),
            Failure::Interrupted => {
                "interrupted before the first replication was finished: nothing was written.".to_string()
            }
        }
    }

    fn chinese(&self) -> String {
        match self {
            Failure::Disk { deed, path, error } => {
                let deed = match deed {
                    Deed::CreateFolder => "无法创建此文件夹",
                    Deed::Write => "无法写入此文件",
                    Deed::Read => "无法读取",
                    Deed::Rename => "无法重命名",
                    Deed::Remove => "无法删除此文件",
                };
                let remedy = match error.kind() {
                    io::ErrorKind::PermissionDenied => "请开放写入权限，或用 --out 另选文件夹。",
                    io::ErrorKind::StorageFull => "请腾出空间，或用 --out 选择其他磁盘上的文件夹。",
                    io::ErrorKind::NotFound => "请先创建其所在的文件夹，或另选路径。",
                    _ => "请检查磁盘，或用 --out 另选文件夹。",
                };
                format!("{}：{deed}：{error}。{remedy}", path.display())
            }
            Failure::Foreign { path } => format!(
                "{}：此处已有内容，且不是 aftersales 写的（没有我们的 manifest.json），因此保持原样。请用 --out \
                 另选文件夹，或将其移走。",
                path.display()
            ),
            Failure::Nameless { path } => format!(
                "{}：结果需要一个有名字的文件夹。例如 --out {}。",
                path.display(),
                path.join("results").display()
            ),
            Failure::Exists { path } => {
                format!("{}：文件已存在，保持原样。请另取名字，或将其移走。", path.display())
            }
            Failure::Font { path, trouble } => match trouble {
                FontTrouble::Unreadable(error) => {
                    format!("--font {}：无法读取此文件：{error}。请检查文件名。", path.display())
                }
                FontTrouble::NotAFont => format!(
                    "--font {}：这不是字体文件。需要 TTF、OTF 或 TTC 文件，例如软件包 fonts-noto-cjk 中的 \
                     NotoSansCJK-Regular.ttc。",
                    path.display()
                ),
                FontTrouble::Lacks(letter) => format!(
                    "--font {}：此字体没有图表所需的字符“{letter}”。请指定含中文的字体，例如软件包 fonts-noto-cjk 中的 \
                     NotoSansCJK-Regular.ttc。",
                    path.display()
                ),
            },
            Failure::Beside { path, earlier, error } => format!(
                "{}：新结果无法放到此处：{error}。原来的结果完整保存在 {}，重命名即可恢复。",
                path.display(),
                earlier.display()
            ),
            Failure::NoStore { path } => format!(
                "{}：此处应存放已完成的单元，但其中内容不是 aftersales 写的（没有我们的 store.json），因此保持原样。请用 \
                 --out 另选文件夹，或将其移走。",
                path.display()
            ),
            Failure::OtherStudy {
                path,
                term,
                stored,
                asked,
            } => format!(
                "{}：无法用 --resume 继续：{}。只有 --replications 可以改变。请去掉 --resume 重新开始，或用 --out \
                 另选文件夹以保留它们。",
                path.display(),
                match term {
                    Term::Command => format!("这些已完成的单元来自命令 {stored}，而不是 {asked}"),
                    Term::Version => format!("这些已完成的单元由版本 {stored} 写成，当前版本为 {asked}"),
                    Term::Results => format!("这些已完成的单元的结果版本为 {stored}，当前为 {asked}"),
                    Term::Scenario => "这些已完成的单元来自另一个方案：文件、所引用的表或 --set 已改变".to_string(),
                    Term::Design => "这些已完成的单元来自不同的参数、取值或计划".to_string(),
                    Term::Seed => format!("这些已完成的单元使用 --seed {stored}，而不是 {asked}"),
                }
            ),
            Failure::Broken { what } => {
                format!("模拟器自相矛盾：{what}。这是程序的错误，不是方案的错误：请附上方案和种子反馈给我们。")
            }
            Failure::Interrupted => "第一次重复尚未完成即被中断：没有写入任何文件。".to_string(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english())
    }
}

impl std::error::Error for Failure {}
