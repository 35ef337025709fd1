package dev.opportune.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    private static final String DECISION = "d_0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"decision\":\"d1\",\"profile\":\"ana\"}",
                "{\"decision_id\":\"d1\",\"userId\":\"ana\"}",
                "{\"Decision\":\"d1\",\"userid\":\"ana\"}",
                "{\"decision\":[\"d1\"],\"profile\":[\"ana\"]}",
                "{\"X-Opportune-Decision\":\"d1\",\"X-Opportune-Profile\":\"ana\"}"
            })
    void link_isReadUnderEachOfItsNames(String carrier) {
        assertThat(Link.in(Told.json(carrier))).isEqualTo(new Link("d1", "ana", null));
    }

    @Test
    void decisionWithinTheMessageId_isFound() {
        assertThat(Link.in(Told.json("{}"))
                        .orWithin(Told.json("\"<" + DECISION + "@shop.example>\""))
                        .decision())
                .isEqualTo(DECISION);
    }

    @Test
    void idThatOnlyLooksLikeADecision_isNone() {
        assertThat(Link.in(Told.json("{}"))
                        .orWithin(Told.json("\"<" + DECISION + "0@shop.example>\""))
                        .decision())
                .isNull();
    }

    @Test
    void decisionThatIsCarried_comesBeforeOneWithinAText() {
        assertThat(Link.in(Told.json("{\"decision\":\"d1\"}"))
                        .orWithin(Told.json("[\"" + DECISION + "\"]"))
                        .decision())
                .isEqualTo("d1");
    }

    @Test
    void profileThatIsCarried_comesBeforeThatOfTheDecision() {
        assertThat(new Link("d1", "ana", null).addressee(decision -> Optional.of("ben")))
                .contains("ana");
    }
}
