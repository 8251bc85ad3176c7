//! The folder of results: written beside its place, then renamed, so that what stands there is always whole.
//!
//! While a run writes, its files are in `.<name>.partial-<process>` next to the folder asked for. Publishing is two
//! renames at most: the earlier results step aside as `.<name>.earlier-<process>`, the new ones take the place. Killed
//! at any moment, the old or the new results are whole, in their place or beside it; the next run for the same folder
//! puts stranded results back and clears what is left.

use super::chart::Chart;
use super::manifest;
use crate::study::failure::{Deed, Failure};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;

const PARTIAL: &str = "partial";
const EARLIER: &str = "earlier";

/// A folder of results in the making. Dropped without [`Folder::publish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    partial: PathBuf,
    published: bool,
}

impl Folder {
    /// Refuses a place that holds anything but earlier results of ours; touches nothing. An empty folder is free.
    pub fn check(target: &Path) -> Result<(), Failure> {
        place(target).map(drop)
    }

    /// Prepares to write results for `target`; folders above it are created.
    pub fn prepare(target: &Path) -> Result<Folder, Failure> {
        let target = place(target)?;
        let parent = parent(&target);
        fs::create_dir_all(parent).map_err(|error| Failure::disk(Deed::CreateFolder, parent, error))?;
        tidy(&target);
        let partial = beside(&target, PARTIAL, process::id());
        fs::create_dir(&partial).map_err(|error| Failure::disk(Deed::CreateFolder, &partial, error))?;
        Ok(Folder {
            target,
            partial,
            published: false,
        })
    }

    /// Where the results will stand.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Where a file is while it is written, for messages.
    pub fn path(&self, name: &str) -> PathBuf {
        self.partial.join(name)
    }

    /// Opens a file for writing, for what is too large to be at hand at once; `name` may hold folders.
    pub fn create(&self, name: &str) -> Result<BufWriter<File>, Failure> {
        let path = self.path(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| Failure::disk(Deed::CreateFolder, folder, error))?;
        }
        let file = File::create(&path).map_err(|error| Failure::disk(Deed::Write, &path, error))?;
        Ok(BufWriter::with_capacity(1 << 18, file))
    }

    /// Ends a file opened with [`Folder::create`]: everything is on the disk.
    pub fn close(&self, name: &str, file: BufWriter<File>) -> Result<(), Failure> {
        file.into_inner()
            .map_err(io::IntoInnerError::into_error)
            .and_then(|file| file.sync_all())
            .map_err(|error| Failure::disk(Deed::Write, self.path(name), error))
    }

    /// Writes one file; `name` may hold folders.
    pub fn write(
        &self,
        name: &str,
        content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut file = self.create(name)?;
        content(&mut file).map_err(|error| Failure::disk(Deed::Write, self.path(name), error))?;
        self.close(name, file)
    }

    /// Writes charts as SVG and PNG.
    pub fn write_charts(&self, charts: &[Chart]) -> Result<(), Failure> {
        for chart in charts {
            self.write(&format!("charts/{}.svg", chart.name), |out| {
                out.write_all(chart.svg.as_bytes())
            })?;
            self.write(&format!("charts/{}.png", chart.name), |out| out.write_all(&chart.png))?;
        }
        Ok(())
    }

    /// Puts the results in their place; earlier results of ours go.
    pub fn publish(mut self) -> Result<(), Failure> {
        place(&self.target)?;
        let replace = fs::symlink_metadata(&self.target).is_ok();
        let earlier = beside(&self.target, EARLIER, process::id());
        if replace {
            fs::rename(&self.target, &earlier).map_err(|error| Failure::disk(Deed::Rename, &self.target, error))?;
        }
        if let Err(error) = fs::rename(&self.partial, &self.target) {
            if replace && fs::rename(&earlier, &self.target).is_err() {
                return Err(Failure::Beside {
                    path: self.target.clone(),
                    earlier,
                    error,
                });
            }
            return Err(Failure::disk(Deed::Rename, &self.partial, error));
        }
        self.published = true;
        sync(parent(&self.target));
        if replace {
            // The new results stand; what cannot be cleared now, the next run clears.
            let _ = fs::remove_dir_all(&earlier);
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.published {
            let _ = fs::remove_dir_all(&self.partial);
        }
    }
}

/// The absolute path of a place for results that is free, empty or ours. A link is followed: what it points to is replaced.
fn place(target: &Path) -> Result<PathBuf, Failure> {
    if target.file_name().is_none() {
        return Err(Failure::Nameless {
            path: target.to_path_buf(),
        });
    }
    let absolute = match fs::symlink_metadata(target) {
        Ok(found) if found.is_symlink() => target.canonicalize(),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => std::path::absolute(target),
    }
    .map_err(|error| Failure::disk(Deed::Read, target, error))?;
    let empty = || fs::read_dir(&absolute).is_ok_and(|mut entries| entries.next().is_none());
    if fs::symlink_metadata(&absolute).is_ok() && !manifest::is_ours(&absolute) && !empty() {
        return Err(Failure::Foreign {
            path: target.to_path_buf(),
        });
    }
    Ok(absolute)
}

/// The folder that an absolute path with a name stands in.
fn parent(target: &Path) -> &Path {
    target.parent().unwrap_or(target)
}

/// `.<name>.<role>-<process>` in the same folder.
fn beside(target: &Path, role: &str, process: u32) -> PathBuf {
    target.with_file_name(format!("{}{process}", prefix(target, role)))
}

fn prefix(target: &Path, role: &str) -> String {
    format!(".{}.{role}-", target.file_name().unwrap_or_default().to_string_lossy())
}

/// Clears what killed runs for the same place left behind, and puts earlier results back if they are all there is.
/// What cannot be cleared stays: it harms nobody.
fn tidy(target: &Path) {
    let (partial, earlier) = (prefix(target, PARTIAL), prefix(target, EARLIER));
    let Ok(entries) = fs::read_dir(parent(target)) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let left_by = |prefix: &str| {
            name.strip_prefix(prefix)
                .and_then(|process| process.parse::<u32>().ok())
        };
        if let Some(owner) = left_by(&earlier)
            && !runs(owner)
        {
            let stranded = fs::symlink_metadata(target).is_err() && manifest::is_ours(&path);
            let _ = if stranded {
                fs::rename(&path, target)
            } else {
                fs::remove_dir_all(&path)
            };
        } else if let Some(owner) = left_by(&partial)
            && !runs(owner)
        {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

/// Whether another process with this number is at work; where the system does not say, it is taken to be.
fn runs(process: u32) -> bool {
    let processes = Path::new("/proc");
    process != process::id() && (!processes.join("self").exists() || processes.join(process.to_string()).exists())
}

/// Asks that the names in a folder reach the disk; not every system can.
fn sync(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests;
