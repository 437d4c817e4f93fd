package io.spanwire.edge.page;

import io.spanwire.bus.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links of a page to scripts, styles and images, replaced by addresses with hashes. Scripts name each other by plain
 * paths, so an import map translates these; all modules are preloaded, in one round instead of one for each level. A
 * script or style with a bundle beside it ({@code chat.min.js} beside {@code chat.js}) is replaced by that.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/webappapis.html#import-maps">HTML: import maps</a>
 */
final class PageLinks {
    private static final Pattern LINK = Pattern.compile("(src|href)=\"(/[^\"?#]+\\.(?:js|css|svg))\"");
    private static final Pattern IMPORT = Pattern.compile("(?:\\bfrom|\\bimport)\\s*\"([./][^\"]+\\.js)\"");
    private static final Pattern EXTENSION = Pattern.compile("\\.(?=(?:js|css)$)");
    private static final Pattern FIRST_MODULE = Pattern.compile("\\s*<script type=\"module\"");

    private final Function<String, Optional<StaticPage>> load;
    /** By path, the address with its hash. */
    private final Map<String, String> modules = new LinkedHashMap<>();

    /** @param load a file by its path without the leading slash */
    PageLinks(Function<String, Optional<StaticPage>> load) {
        this.load = load;
    }

    /** A page with an inline script, whose text the policy must allow. */
    record Linked(String html, Optional<String> inlineScript) {}

    Linked replaceIn(String html) {
        Matcher links = LINK.matcher(html);
        StringBuilder replaced = new StringBuilder();
        while (links.find()) {
            String path = links.group(2);
            String address = bundle(path).orElseGet(() -> path.endsWith(".js") ? module(path) : address(path));
            links.appendReplacement(replaced, Matcher.quoteReplacement(links.group(1) + "=\"" + address + '"'));
        }
        links.appendTail(replaced);
        return modules.isEmpty()
                ? new Linked(replaced.toString(), Optional.empty())
                : withImportMap(replaced.toString());
    }

    private Linked withImportMap(String html) {
        String map = Json.mapper()
                .createObjectNode()
                .set("imports", Json.mapper().valueToTree(modules))
                .toString();
        StringBuilder added = new StringBuilder("\n    <script type=\"importmap\">" + map + "</script>");
        modules.values().forEach(address -> added.append("\n    <link rel=\"modulepreload\" href=\"")
                .append(address)
                .append("\" />"));
        Matcher first = FIRST_MODULE.matcher(html);
        return first.find()
                ? new Linked(html.substring(0, first.start()) + added + html.substring(first.start()), Optional.of(map))
                : new Linked(html, Optional.empty());
    }

    /** The address of a script, after those of the scripts that it imports were found, too. */
    private String module(String path) {
        Deque<String> open = new ArrayDeque<>();
        open.add(path);
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            if (modules.containsKey(next)) {
                continue;
            }
            Optional<StaticPage> script = load.apply(next.substring(1));
            if (script.isPresent()) {
                modules.put(next, script.get().address(next.substring(1)));
                addImports(next, script.get(), open);
            }
        }
        return modules.getOrDefault(path, path);
    }

    private static void addImports(String path, StaticPage script, Deque<String> open) {
        Matcher imports = IMPORT.matcher(script.body().toString(StandardCharsets.UTF_8));
        while (imports.find()) {
            open.add(URI.create(path).resolve(imports.group(1)).getPath());
        }
    }

    private Optional<String> bundle(String path) {
        String bundle = EXTENSION.matcher(path).replaceFirst(".min.");
        return bundle.equals(path) ? Optional.empty() : known(bundle);
    }

    private String address(String path) {
        return known(path).orElse(path);
    }

    /** The address with the hash of a file, if there is one by this path. */
    private Optional<String> known(String path) {
        String resource = path.substring(1);
        return load.apply(resource).map(file -> file.address(resource));
    }
}
