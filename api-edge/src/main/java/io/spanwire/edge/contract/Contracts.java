package io.spanwire.edge.contract;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.schema.CommandSchemas;
import io.spanwire.edge.page.Page;

/** The contracts and the page to try them, made once at the start. */
public record Contracts(Page openApi, Page asyncApi, Page tryIt, Page script, Page style, ProblemPages problems) {
    private static final String JSON = "application/json";

    /** Those of a server with these domains. */
    public static Contracts of(Domains domains, CommandSchemas schemas) {
        return new Contracts(
                Page.of(OpenApi.document(domains, schemas).toString(), JSON),
                Page.of(AsyncApi.document(domains, schemas).toString(), JSON),
                Page.of(Template.text("api.html"), "text/html; charset=utf-8"),
                Page.of(Template.text("try.js"), "text/javascript; charset=utf-8"),
                Page.of(Template.text("pages.css"), "text/css; charset=utf-8"),
                new ProblemPages(domains));
    }
}
