package io.spanwire.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonDifferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void equalDocumentsDoNotDiffer() throws Exception {
        assertThat(lines("{\"a\":[1,{\"b\":null}]}", "{\"a\":[1,{\"b\":null}]}"))
                .isEmpty();
    }

    @Test
    void everyChangeIsALineWithItsPointer() throws Exception {
        assertThat(lines(
                        "{\"authors\":{\"40\":\"u-1\"},\"open\":true,\"gone\":{\"x\":1}}",
                        "{\"authors\":{\"40\":\"u-2\",\"41\":\"u-7\"},\"open\":true}"))
                .containsExactly(
                        "/authors/40: \"u-1\" -> \"u-2\"",
                        "/authors/41: absent -> \"u-7\"",
                        "/gone: {\"x\":1} -> absent");
    }

    @Test
    void elementsOfArraysAreComparedByIndex() throws Exception {
        assertThat(lines("{\"n\":[1,2,3]}", "{\"n\":[1,4]}")).containsExactly("/n/1: 2 -> 4", "/n/2: 3 -> absent");
    }

    @Test
    void nullIsAValueAndNamesAreEscaped() throws Exception {
        assertThat(lines("{\"a/b\":null}", "{\"a/b\":0,\"~\":null}"))
                .containsExactly("/a~1b: null -> 0", "/~0: absent -> null");
    }

    @Test
    void documentsOfDifferentKindsDifferAsAWhole() throws Exception {
        assertThat(lines("[]", "{}")).containsExactly("(all): [] -> {}");
    }

    private static List<String> lines(String before, String after) throws JsonProcessingException {
        return JsonDifference.lines(JSON.readTree(before), JSON.readTree(after));
    }
}
