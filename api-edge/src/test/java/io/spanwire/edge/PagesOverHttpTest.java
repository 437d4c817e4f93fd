package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.edge.TestBrowser.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages as browsers cache them. */
class PagesOverHttpTest {
    private static final String SCRIPT = "/notes/part.js";

    @AutoClose
    private static final TestEdge edge = new TestEdge();

    private static final TestBrowser anonymous = edge.browser();

    @Test
    void pagesAreRevalidatedByTag() {
        Answer page = anonymous.get("/notes/");
        Answer again = anonymous.get("/notes/", "if-none-match", page.header("etag"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("cache-control")).isEqualTo("no-cache");
        assertThat(page.body()).contains("Notes");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("etag")).isEqualTo(page.header("etag"));
    }

    @Test
    void pagesOfTheDomainsAreListed() {
        Answer list = anonymous.get("/pages.json");

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.header("content-type")).isEqualTo("application/json");
        assertThat(Json.parse(list.body()))
                .isEqualTo(Json.parse("[{\"path\":\"/notes/\",\"title\":\"Notes\",\"description\":\"To read.\"}]"));
    }

    @Test
    void headIsGetWithoutBody() {
        Answer head = anonymous.send("HEAD", "/notes/", null);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("content-length"))
                .isEqualTo(anonymous.get("/notes/").header("content-length"));
    }

    @Test
    void folderRedirectsToTrailingSlash() {
        Answer answer = anonymous.get("/notes");

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("location")).isEqualTo("/notes/");
    }

    @Test
    void webJarsAreServedWithAndWithoutTheirVersion() {
        Answer plain = anonymous.get("/webjars/lit-html/lit-html.js");
        Answer versioned = anonymous.get("/webjars/lit-html/3.3.2/lit-html.js");

        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.header("content-type")).startsWith("text/javascript");
        assertThat(plain.header("cache-control")).isEqualTo("no-cache");
        assertThat(versioned.header("cache-control")).contains("immutable");
        assertThat(versioned.header("etag")).isEqualTo(plain.header("etag"));
    }

    @Test
    void pagesNameTheirFilesByContent() {
        Answer page = anonymous.get("/notes/app.html");
        Matcher script =
                Pattern.compile("src=\"(/notes/app-[0-9a-f]{16}\\.js)\"").matcher(page.body());
        Matcher style =
                Pattern.compile("href=\"(/notes/app-[0-9a-f]{16}\\.css)\"").matcher(page.body());
        Matcher map =
                Pattern.compile("<script type=\"importmap\">(.+?)</script>").matcher(page.body());
        assertThat(script.find() && style.find() && map.find()).as(page.body()).isTrue();
        JsonNode imports = Json.parse(map.group(1)).path("imports");

        assertThat(imports.fieldNames()).toIterable().containsExactly("/notes/app.js", "/notes/part.js");
        assertThat(imports.path("/notes/app.js").asText()).isEqualTo(script.group(1));
        assertThat(page.body())
                .contains("href=\"" + imports.path("/notes/part.js").asText() + '"', "href=\"/notes/\"");
        assertThat(page.header("content-security-policy"))
                .contains("script-src 'self' 'sha256-" + sha256(map.group(1)) + "';");
        for (String address : List.of(
                script.group(1), style.group(1), imports.path("/notes/part.js").asText())) {
            assertThat(anonymous.get(address).header("cache-control")).isEqualTo("public, max-age=31536000, immutable");
        }
        Answer stale = anonymous.get("/notes/app-0123456789abcdef.js");
        assertThat(stale.status()).isEqualTo(200);
        assertThat(stale.header("cache-control")).isEqualTo("no-store");
        assertThat(anonymous.get("/notes/none-0123456789abcdef.js").status()).isEqualTo(404);
    }

    @Test
    void dateCountsOnlyWithoutTag() {
        Answer page = anonymous.get(SCRIPT);
        String date = page.header("last-modified");
        String tag = page.header("etag");

        assertThat(anonymous.get(SCRIPT, "if-modified-since", date).status()).isEqualTo(304);
        assertThat(anonymous
                        .get(SCRIPT, "if-modified-since", "Sun, 01 Nov 2020 08:00:00 GMT")
                        .status())
                .isEqualTo(200);
        assertThat(anonymous
                        .get(SCRIPT, "if-none-match", "\"other\"", "if-modified-since", date)
                        .status())
                .as("the tag decides")
                .isEqualTo(200);
        Answer known =
                anonymous.get(SCRIPT, "if-none-match", tag, "if-modified-since", "Sun, 01 Nov 2020 08:00:00 GMT");
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("last-modified")).isEqualTo(date);
        assertThat(known.header("vary")).isEqualTo("accept-encoding");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, br | br",
                "gzip | gzip",
                "br;q=0, gzip | gzip",
                "br;q=0.1, gzip;q=0.2 | gzip",
                "identity | ''"
            })
    void textIsCompressedAsTheClientLikes(String accepted, String coding) {
        Answer plain = anonymous.get(SCRIPT);
        Answer answer = anonymous.get(SCRIPT, "accept-encoding", accepted);

        assertThat(plain.header("content-encoding")).isEmpty();
        assertThat(answer.header("content-encoding")).isEqualTo(coding);
        assertThat(answer.header("vary")).isEqualTo("accept-encoding");
        if (!coding.isEmpty()) {
            assertThat(length(answer)).isLessThan(length(plain));
            assertThat(answer.header("etag")).isNotEqualTo(plain.header("etag"));
        }
        assertThat(anonymous
                        .get(SCRIPT, "accept-encoding", accepted, "if-none-match", answer.header("etag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void shortTextIsSentAsItIs() {
        Answer answer = anonymous.get("/notes/app.css", "accept-encoding", "br, gzip");

        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.header("vary")).isEmpty();
    }

    @Test
    void answersOfTheApiAreNotCompressed() {
        Answer answer = edge.browser().signIn("Ann").get("/api/views/note-lines?note=x", "accept-encoding", "br, gzip");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-encoding")).isEmpty();
    }

    @Test
    void bundleReplacesItsModules() {
        Answer page = anonymous.get("/notes/bundled.html");
        Matcher script = Pattern.compile("src=\"(/notes/bundled.min-[0-9a-f]{16}\\.js)\"")
                .matcher(page.body());

        assertThat(script.find()).as(page.body()).isTrue();
        assertThat(page.body()).doesNotContain("importmap", "modulepreload");
        assertThat(anonymous.get(script.group(1)).header("cache-control")).contains("immutable");
        assertThat(anonymous.get("/notes/bundled.js").body())
                .as("still readable")
                .contains("import");
    }

    private static int length(Answer answer) {
        return Integer.parseInt(answer.header("content-length"));
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }
}
