//! The same report without borders and columns: for screen readers, pipes and small windows.

use std::io;

use super::page::Page;
use super::reading::{Frame, Reading};
use super::{Format, Style};
use crate::model::Report;

/// See the module.
pub(super) struct Plain;

impl Format for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn summary(&self) -> &'static str {
        "the same without borders, for screen readers and pipes"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        let page = Reading::new(report, style, Frame::None, Page::new(style)).write();
        out.write_all(page.as_bytes())
    }
}
