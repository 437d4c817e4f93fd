package io.spanwire.edge.contract;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.schema.CommandSchemas;
import io.spanwire.edge.page.StaticPage;

/** The API's contracts, the page to try them and the problem pages, built once at the start. */
public record ApiDocuments(
        StaticPage openApi,
        StaticPage asyncApi,
        StaticPage tryIt,
        StaticPage script,
        StaticPage style,
        ProblemPages problems,
        EventSchemas eventSchemas) {
    private static final String JSON = "application/json";

    public static ApiDocuments of(Domains domains, CommandSchemas schemas) {
        return new ApiDocuments(
                StaticPage.of(OpenApi.document(domains, schemas).toString(), JSON),
                StaticPage.of(AsyncApi.document(domains, schemas).toString(), JSON),
                StaticPage.of(JsonTemplate.text("api.html"), "text/html; charset=utf-8"),
                StaticPage.of(JsonTemplate.text("try.js"), "text/javascript; charset=utf-8"),
                StaticPage.of(JsonTemplate.text("pages.css"), "text/css; charset=utf-8"),
                new ProblemPages(domains),
                new EventSchemas(domains));
    }
}
