package {{package}};

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The commands. Their schemas come from the records and their annotations; the server validates with them. */
sealed interface {{Name}}Command {
    record Open(@NotBlank @Size(max = 100) String title) implements {{Name}}Command {}

    record AddEntry(@NotBlank @Size(max = 1_000) String text) implements {{Name}}Command {}
}
