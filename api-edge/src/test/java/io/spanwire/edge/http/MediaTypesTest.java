package io.spanwire.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.impl.HeaderParser;
import io.vertx.ext.web.impl.ParsableMIMEValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    private static final String JSON = "application/json";
    private static final String STREAM = "text/event-stream";

    @Test
    void firstOfferIsTheDefault() {
        assertThat(choose("")).contains(JSON);
        assertThat(choose("*/*")).contains(JSON);
        assertThat(choose("text/event-stream, application/json")).contains(JSON);
    }

    @Test
    void qualityAndSpecificityDecide() {
        assertThat(choose("text/*")).contains(STREAM);
        assertThat(choose("Application/JSON ; q=0.5, Text/Event-Stream")).contains(STREAM);
        assertThat(choose("*/*, application/json;q=0")).contains(STREAM);
        assertThat(choose("application/json;q=0, */*;q=0.1")).contains(STREAM);
        assertThat(choose("text/event-stream;q=0.2, text/*;q=0.9, application/json;q=0.3"))
                .contains(JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"image/png", "*/*;q=0", "application/json;q=0", "json", "/", ";", "application/", "*/json", "a b"
            })
    void unacceptableOffersAreNotChosen(String accept) {
        assertThat(choose(accept)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json;q=x", ",,application/json", "application/json;", "image/png;q=\"a,b\", */*"})
    void malformedAcceptIsParsedLeniently(String accept) {
        assertThat(choose(accept)).contains(JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/Json",
                "application/json ;charset=utf-8",
                "application/json; Charset=\"UTF-8\""
            })
    void jsonMayNameUtf8(String type) {
        assertThat(JsonBody.isJson(new ParsableMIMEValue(type))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "text/plain",
                "application/jsonx",
                "application/*",
                "application/json;charset",
                "application/json; charset=latin1",
                "application/json; charset=utf-8; x=1",
                "application/json charset=utf-8"
            })
    void otherMediaTypesAreNotJson(String type) {
        assertThat(JsonBody.isJson(new ParsableMIMEValue(type))).isFalse();
    }

    private static Optional<String> choose(String accept) {
        return MediaTypes.choose(
                HeaderParser.convertToParsedHeaderValues(accept, ParsableMIMEValue::new).stream()
                        .map(each -> (io.vertx.ext.web.MIMEHeader) each)
                        .toList(),
                List.of(JSON, STREAM));
    }
}
