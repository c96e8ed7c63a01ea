//! A reliability diagram: how often what was said with a confidence was right.

use std::fmt::Write as _;

/// Draws the bins as an SVG that reads on light and dark pages.
pub(crate) fn draw(bins: &[(f64, f64, f64); 10]) -> String {
    let (left, top, side) = (60.0, 20.0, 300.0);
    let x = |share: f64| left + share * side;
    let y = |share: f64| top + (1.0 - share) * side;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 380\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>How often values of each confidence were right</title>\n\
         <rect width=\"400\" height=\"380\" fill=\"#fff\"/>\n",
    );
    let _ = writeln!(
        svg,
        "<rect x=\"{left}\" y=\"{top}\" width=\"{side}\" height=\"{side}\" fill=\"none\" stroke=\"#888\"/>"
    );
    let _ = writeln!(
        svg,
        "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"#888\" stroke-dasharray=\"4\"/>",
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    );
    for mark in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{mark:.1}</text>",
            x(mark),
            y(0.0) + 18.0
        );
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{mark:.1}</text>",
            left - 8.0,
            y(mark) + 4.0
        );
    }
    let all: f64 = bins.iter().map(|bin| bin.0).sum();
    for bin in bins.iter().filter(|bin| bin.0 > 0.0) {
        let (said, was) = (bin.1 / bin.0, bin.2 / bin.0);
        // The area of a dot is its share of the answers.
        let radius = 3.0 + 22.0 * (bin.0 / all).sqrt();
        let _ = writeln!(
            svg,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"#2b6cb0\" fill-opacity=\"0.6\"><title>said {said:.2}, right {was:.2}, {} answers</title></circle>",
            x(said),
            y(was),
            bin.0
        );
    }
    let _ = writeln!(svg, "<text x=\"{}\" y=\"365\" text-anchor=\"middle\">confidence given</text>", x(0.5));
    let _ = writeln!(
        svg,
        "<text x=\"16\" y=\"{}\" text-anchor=\"middle\" transform=\"rotate(-90 16 {})\">share that was right</text>",
        y(0.5),
        y(0.5)
    );
    svg.push_str("</svg>\n");
    svg
}
