package io.spanwire.edge.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNamesTest {
    @Test
    void namesAreNormalisedAndTrimmed() {
        assertThat(DisplayNames.checked("  \uFF21nn\u00A0Lee ")).contains("Ann Lee");
        assertThat(DisplayNames.checked("Zoe\u0308")).contains("Zo\u00EB");
        assertThat(DisplayNames.checked("\u738B\u5C0F\u660E \uD83D\uDE00")).contains("\u738B\u5C0F\u660E \uD83D\uDE00");
        assertThat(DisplayNames.checked("\uD83D\uDE00".repeat(64))).isPresent();
        assertThat(DisplayNames.checked("\uD83D\uDE00".repeat(65))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t ",
                "\u3000",
                "Ann\u202Egnp",
                "Ann\u2066",
                "A\u200Bnn",
                "A\u200Dnn",
                "\uFEFFAnn",
                "Ann\u00AD",
                "Ann\n",
                "Ann\u0000",
                "Ann\u2028",
                "Ann\uFE0F",
                "Ann\u034F",
                "\u3164",
                "\uE000",
                "\u0378",
                "\uD800",
                "\uFFFF",
                "\uDB40\uDC41",
                "\uFDFA\uFDFA\uFDFA\uFDFA"
            })
    void deceptiveNamesAreRefused(String name) {
        assertThat(DisplayNames.checked(name)).isEmpty();
    }

    @Test
    void namesOfTheProviderAreCleaned() {
        assertThat(DisplayNames.cleaned("\u202EAnn\u200B Lee\n")).isEqualTo("Ann Lee");
        assertThat(DisplayNames.cleaned("x".repeat(2_000))).hasSize(64);
        assertThat(DisplayNames.cleaned("\u200B")).isEmpty();
    }
}
