package io.spanwire.edge.contract;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.PathTail;
import io.spanwire.edge.page.StaticPage;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The pages at {@code /problems/<code>}, which explain a problem's type to people, and their index at
 * {@code /problems/}.
 */
public final class ProblemPages implements Handler<RoutingContext> {
    public static final String PREFIX = "/problems/";

    private static final String HTML = "text/html; charset=utf-8";

    private final Map<String, StaticPage> pages = new LinkedHashMap<>();
    private final String template = JsonTemplate.text("problem.html");
    private final Properties advice = advice();

    /** Builds a page for each problem of Spanwire and for each rejection that the domains declare. */
    public ProblemPages(Domains domains) {
        StringBuilder list = new StringBuilder();
        for (Problem problem : all(domains)) {
            pages.put(problem.code(), page(problem));
            list.append("<li><a href=\"").append(PREFIX).append(problem.code()).append("\">");
            list.append(problem.status())
                    .append(' ')
                    .append(escaped(problem.title()))
                    .append("</a></li>\n");
        }
        pages.put("", StaticPage.of(JsonTemplate.text("problems.html").replace("{list}", list), HTML));
    }

    @Override
    public void handle(RoutingContext context) {
        @Nullable StaticPage page = pages.get(PathTail.after(PREFIX, context));
        if (page == null) {
            context.fail(404);
        } else {
            page.handle(context);
        }
    }

    private static Collection<Problem> all(Domains domains) {
        Map<String, Problem> all = new LinkedHashMap<>();
        Problems.all().forEach(problem -> all.put(problem.code(), problem));
        domains.rejections().forEach(problem -> all.putIfAbsent(problem.code(), problem));
        return all.values();
    }

    private StaticPage page(Problem problem) {
        String action = advice.getProperty(problem.code(), advice.getProperty("rejected", ""));
        String html = template.replace("{title}", escaped(problem.title()))
                .replace("{status}", Integer.toString(problem.status()))
                .replace("{code}", problem.code())
                .replace("{meaning}", escaped(problem.detail()))
                .replace("{advice}", escaped(action));
        return StaticPage.of(html, HTML);
    }

    private static Properties advice() {
        try {
            Properties advice = new Properties();
            advice.load(new StringReader(JsonTemplate.text("advice.properties")));
            return advice;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read advice.properties", unreadable);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
