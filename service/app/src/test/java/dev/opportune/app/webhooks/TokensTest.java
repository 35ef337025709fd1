package dev.opportune.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokensTest {
    private final Tokens tokens = new Tokens(2);

    @Test
    void token_isTakenOnce() {
        assertThat(tokens.use("a", Told.NOON)).isTrue();
        assertThat(tokens.use("a", Told.NOON)).isFalse();
    }

    @Test
    void tokenThatWasReleased_isTakenAgain() {
        tokens.use("a", Told.NOON);
        tokens.release("a");

        assertThat(tokens.use("a", Told.NOON)).isTrue();
    }

    @Test
    void tokenThatHadToBeForgotten_isNotTakenAgain() {
        tokens.use("a", Told.NOON);
        tokens.use("b", Told.NOON.plusSeconds(1));
        tokens.use("c", Told.NOON.plusSeconds(2));

        assertThat(tokens.use("a", Told.NOON)).isFalse();
        assertThat(tokens.use("d", Told.NOON.plusSeconds(3))).isTrue();
    }
}
