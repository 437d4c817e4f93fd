package io.spanwire.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {
    private static final List<String> OFFERED = List.of("br", "gzip");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "gzip, deflate, br, zstd | br",
                "gzip | gzip",
                "GZIP;Q=0.5 | gzip",
                "br;q=0.5, gzip;q=0.8 | gzip",
                "br;q=0, gzip;q=0.000 | none",
                "* | br",
                "*;q=0.1, br;q=0 | gzip",
                "*;q=0 | none",
                "identity, br;q=0.5 | none",
                "identity;q=0.2, br;q=0.5 | br",
                "identity;q=0 | none",
                "br;q=2, gzip;level=9 | none",
                "'' | none",
                ",, ; | none"
            })
    void bestOfWhatTheClientTakes(String header, String expected) {
        assertThat(AcceptEncoding.choose(List.of(header), OFFERED).orElse(null)).isEqualTo(expected);
    }
}
