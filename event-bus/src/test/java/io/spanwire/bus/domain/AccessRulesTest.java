package io.spanwire.bus.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
    record Turn() {}

    private static final Caller ANN = Caller.of("ann", "Ann");
    private static final Caller EDITOR = new Caller("ed", "Ed", Map.of(Caller.ROLES, "reader editor"));
    private static final StreamId PAGE = StreamId.parse("page/one");
    private static final StreamType<String> TYPE = StreamType.of("page", String.class, "")
            .command("turn", Turn.class, (page, turn, context) -> Decision.accept())
            .command("tear", Turn.class, (page, turn, context) -> Decision.accept())
            .event("turned", Turn.class, (page, turned) -> page)
            .build();
    private static final View LINES = View.named("lines", new Sql("lines.sql", "select"))
            .pagedBy("line", ParameterType.BIGINT)
            .build();
    private static final AccessRule MEMBERS = AccessRule.ifRow(
            "members", "members", request -> Map.of("page", request.key(), "member", request.subject()));
    private static final AccessDecision ANN_IS_MEMBER =
            AccessDecision.ifRows("members", Map.of("page", "one", "member", "ann"));

    @Test
    void whatNoRuleIsForIsDenied() {
        AccessRules none = AccessRules.builder().build();

        assertThat(none.maySend(EDITOR, PAGE, "turn")).isInstanceOf(AccessDecision.Denied.class);
        assertThat(none.mayRead(EDITOR, PAGE)).isInstanceOf(AccessDecision.Denied.class);
        assertThat(none.mayQuery(EDITOR, "lines", Map.of())).isInstanceOf(AccessDecision.Denied.class);
        assertThat(List.of(none.describeSend("page", "turn"), none.describeRead("page"), none.describeQuery("lines")))
                .containsOnly("nobody");
    }

    @Test
    void whatNobodyMayDoIsNamed() {
        Domain pages = new Domain() {
            @Override
            public String name() {
                return "pages";
            }

            @Override
            public List<StreamType<?>> streamTypes() {
                return List.of(TYPE);
            }
        };

        assertThat(Domains.of(List.of(pages)).deniedToAll())
                .containsExactly("send page/turn", "send page/tear", "read page");
    }

    @Test
    void ruleOfACommandReplacesThatOfItsType() {
        AccessRules rules = AccessRules.builder()
                .send(TYPE, AccessRule.signedIn())
                .send(TYPE, "tear", AccessRule.role("editor"))
                .build();

        assertThat(rules.maySend(ANN, PAGE, "turn")).isEqualTo(AccessDecision.allowed());
        assertThat(rules.maySend(ANN, PAGE, "tear")).isEqualTo(AccessDecision.denied("This is for the role editor."));
        assertThat(rules.maySend(EDITOR, PAGE, "tear")).isEqualTo(AccessDecision.allowed());
        assertThat(rules.describeSend("page", "tear")).isEqualTo("the role editor");
    }

    @Test
    void rulesAskViewsOnlyWhenTheyMust() {
        AccessRules either = AccessRules.builder()
                .read(TYPE, MEMBERS.or(AccessRule.role("editor")))
                .build();
        AccessRules both = AccessRules.builder()
                .read(TYPE, AccessRule.role("editor").and(MEMBERS))
                .build();

        assertThat(either.mayRead(EDITOR, PAGE)).isEqualTo(AccessDecision.allowed());
        assertThat(either.mayRead(ANN, PAGE)).isEqualTo(ANN_IS_MEMBER);
        assertThat(both.mayRead(ANN, PAGE)).isInstanceOf(AccessDecision.Denied.class);
        assertThat(both.mayRead(EDITOR, PAGE))
                .isEqualTo(AccessDecision.ifRows("members", Map.of("page", "one", "member", "ed")));
        assertThat(either.describeRead("page")).isEqualTo("members, or the role editor");
    }

    @Test
    void severalViewsAreAsked() {
        AccessDecision decision = MEMBERS.or(MEMBERS).decide(AccessRequest.of(ANN, PAGE));

        assertThat(decision).isEqualTo(new AccessDecision.AnyOf(List.of(ANN_IS_MEMBER, ANN_IS_MEMBER)));
    }

    @Test
    void mistakesAreRefused() {
        assertThatThrownBy(() -> AccessRules.builder().send(TYPE, "burn", AccessRule.signedIn()))
                .hasMessageContaining("no command burn");
        assertThatThrownBy(() -> AccessRules.builder()
                        .query(LINES, AccessRule.signedIn())
                        .query(LINES, AccessRule.signedIn()))
                .hasMessageContaining("two access rules");
    }
}
