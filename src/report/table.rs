//! The report for reading at a terminal: the default.

use std::io;

use super::page::Page;
use super::reading::{Frame, Reading};
use super::{Format, Style};
use crate::model::Report;

/// See the module.
pub(super) struct Table;

impl Format for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn summary(&self) -> &'static str {
        "for reading at a terminal"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        let page = Reading::new(report, style, Frame::Ruled, Page::new(style)).write();
        out.write_all(page.as_bytes())
    }
}
