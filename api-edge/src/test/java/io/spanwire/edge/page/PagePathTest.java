package io.spanwire.edge.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PagePathTest {
    @Test
    void plainPathsNameResources() {
        assertThat(PagePath.resource("/")).contains("index.html");
        assertThat(PagePath.resource("/chat/")).contains("chat/index.html");
        assertThat(PagePath.resource("/webjars/@lit/reactive-element/x.min.js"))
                .contains("webjars/@lit/reactive-element/x.min.js");
    }

    @Test
    void hiddenUpwardAndOtherPathsAreRefused() {
        for (String path :
                List.of("", "x", "//x", "/../x", "/a/../x", "/.git/config", "/a//b", "/a b", "/a%2fb", "/a\\b", "/ä")) {
            assertThat(PagePath.resource(path)).as(path).isEmpty();
        }
    }

    @Test
    void onlyKnownTypesAreServed() {
        assertThat(PageMediaTypes.of("a/b.js")).contains("text/javascript; charset=utf-8");
        assertThat(PageMediaTypes.of("a/B.PNG")).contains("image/png");
        assertThat(PageMediaTypes.of("Edge.class")).isEmpty();
        assertThat(PageMediaTypes.of("V001__x.sql")).isEmpty();
        assertThat(PageMediaTypes.of("folder")).isEmpty();
    }
}
