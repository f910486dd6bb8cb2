package io.samcp.app.profile;

import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.Counts;
import io.samcp.simulator.counters.InstructionClass;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A profile as one HTML file that needs nothing else: the PTX with its hot lines coloured, the numbers, the roofline drawn. */
public final class ProfilePage {

    private static final double LEAST_HEAT = 0.0005;
    private static final double STRONGEST = 0.75;

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8885; --quiet: #666; --heat: 230, 90, 20; --accent: #06c }
            @media (prefers-color-scheme: dark) { :root { --quiet: #aaa; --heat: 240, 110, 30; --accent: #6bf } }
            body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 1200px; padding: 0 1rem }
            h1 { font-size: 1.35rem; margin: 0; overflow-wrap: anywhere } h2 { font-size: 1.05rem; margin: 1.6rem 0 .5rem }
            p { margin: .25rem 0 } .quiet { color: var(--quiet) }
            .columns { display: flex; flex-wrap: wrap; gap: 2.5rem; align-items: flex-start }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 1rem 0 } dt { color: var(--quiet) } dd { margin: 0 }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums }
            th { text-align: right; font-weight: 600; border-bottom: 1px solid var(--line); padding: .15rem .6rem }
            td { text-align: right; padding: .05rem .6rem; white-space: nowrap }
            td:first-child, th:first-child { text-align: left }
            .listing { overflow-x: auto } .listing table { width: 100% }
            .listing td, .listing th { font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace }
            .listing td:first-child, .listing th:first-child { text-align: right; color: var(--quiet) }
            .listing td:last-child, .listing th:last-child { text-align: left; white-space: pre; width: 100% }
            .listing tr:hover { outline: 1px solid var(--line) }
            .legend { display: inline-block; width: 10rem; height: .8rem; border: 1px solid var(--line); vertical-align: middle; margin: 0 .5rem;
              background: linear-gradient(to right, transparent, rgba(var(--heat), .75)) }
            svg { max-width: 100%; height: auto } .under { max-width: 620px } svg text { font: 12px system-ui, sans-serif; fill: currentColor }
            """;

    private ProfilePage() {}

    /** The page. */
    public static String of(Profile profile) {
        final StringBuilder html = new StringBuilder(1 << 16);
        html.append(
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<title>").append(escaped(profile.kernel())).append("</title>\n<style>\n").append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        html.append("<h1>").append(escaped(profile.kernel())).append("</h1>\n<p class=\"quiet\">")
                .append(escaped(profile.about().isEmpty() ? profile.file() : profile.about())).append("</p>\n");
        entries(html, ProfileText.head(profile));
        html.append("<div class=\"columns\">\n<div>\n<h2>Roofline</h2>\n").append(RooflineDrawing.of(profile)).append("</div>\n<div>\n");
        classes(html, profile);
        html.append("</div>\n</div>\n<h2>Totals</h2>\n");
        entries(html, ProfileText.totals(profile));
        listing(html, profile);
        return html.append("</body>\n</html>\n").toString();
    }

    private static void entries(StringBuilder html, List<ProfileText.Entry> entries) {
        html.append("<dl>\n");
        for (final ProfileText.Entry entry : entries) {
            html.append("<dt>").append(escaped(entry.name())).append("</dt><dd>").append(escaped(entry.text())).append("</dd>\n");
        }
        html.append("</dl>\n");
    }

    private static void classes(StringBuilder html, Profile profile) {
        final Counts total = profile.counters().total();
        html.append("<h2>Instructions</h2>\n<table>\n<tr><th>class</th><th>warps</th><th>share</th><th>lanes</th></tr>\n");
        profile.counters().classes().entrySet().stream().filter(e -> e.getValue().get(Counter.WARPS) > 0)
                .sorted(Comparator.comparingLong((Map.Entry<InstructionClass, Counts> e) -> -e.getValue().get(Counter.WARPS)))
                .forEach(e -> row(html, e.getKey().label(), e.getValue(), total));
        row(html, "all", total, total);
        html.append("</table>\n");
    }

    private static void row(StringBuilder html, String name, Counts counts, Counts total) {
        html.append("<tr><td>").append(name).append("</td><td>").append(Figures.count(counts.get(Counter.WARPS))).append("</td><td>")
                .append(Figures.percent(counts.get(Counter.WARPS), total.get(Counter.WARPS))).append("</td><td>")
                .append(String.format(Locale.ROOT, "%.1f", counts.activeLanes())).append("</td></tr>\n");
    }

    private static void listing(StringBuilder html, Profile profile) {
        final Counts total = profile.counters().total();
        final List<Listing.Line> lines = Listing.of(profile);
        final double most = lines.stream().mapToDouble(l -> l.share(total)).max().orElse(0);
        html.append("<h2>PTX</h2>\n<p class=\"quiet\">Share of all executed instructions, warp by warp: 0%<span class=\"legend\"></span>")
                .append(String.format(Locale.ROOT, "%.1f%%", 100 * most)).append("</p>\n<div class=\"listing\">\n<table>\n<tr>");
        for (final String[] column : new String[][]{{"line", "line of the file"}, {"share", "of all executed instructions"},
            {"lanes", "active on average, of 32"}, {"diverg", "branches where lanes of a warp went different ways"},
            {"sect/req", "sectors of 32 bytes per request to global memory"}, {"useful", "share of the bytes in them that lanes asked for"},
            {"conflicts", "wavefronts added by bank conflicts"}, {"ptx", "the program"}}) {
            html.append("<th title=\"").append(column[1]).append("\">").append(column[0]).append("</th>");
        }
        html.append("</tr>\n");
        for (final Listing.Line line : lines) {
            final double share = line.share(total);
            html.append("<tr").append(share < LEAST_HEAT
                    ? ""
                    : String.format(Locale.ROOT,
                            " style=\"background: rgba(var(--heat), %.3f)\"", STRONGEST * share / most))
                    .append("><td>")
                    .append(line.number() == 0 ? "" : line.number()).append("</td>");
            ProfileText.cells(line, total).forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("<td>").append(escaped(line.text())).append("</td></tr>\n");
        }
        html.append("</table>\n</div>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
