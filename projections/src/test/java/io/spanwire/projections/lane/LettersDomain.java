package io.spanwire.projections.lane;

import io.spanwire.bus.domain.DataSubject;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Personal;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.StreamType;
import java.util.List;

/** A test domain with personal data: letters to addressees, which can be torn up; the state is the last text. */
final class LettersDomain implements Domain {
    record Write(String to, String text) {}

    record TearUp(long letter) {}

    record Written(@DataSubject String to, @Personal String text, long length) {}

    record Torn(long letter) {}

    private final List<Projection> projections;

    LettersDomain(Projection... projections) {
        this.projections = List.of(projections);
    }

    @Override
    public String name() {
        return "letters";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(StreamType.of("box", String.class, "")
                .command(
                        "write",
                        Write.class,
                        (last, write, context) -> write.text().equals("again")
                                ? Decision.accept(new Written(write.to(), last + "!", last.length()))
                                : Decision.accept(new Written(
                                        write.to(), write.text(), write.text().length())))
                .command("tear-up", TearUp.class, (last, tear, context) -> Decision.accept(new Torn(tear.letter())))
                .event("written", Written.class, (last, written) -> written.data()
                        .text())
                .event("torn", Torn.class, (last, torn) -> "")
                .forgets(Torn.class, (last, torn) -> List.of(torn.data().letter()))
                .build());
    }

    @Override
    public List<Projection> projections() {
        return projections;
    }
}
