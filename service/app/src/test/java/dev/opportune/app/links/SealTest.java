package dev.opportune.app.links;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final Token ANA = new Token("ana@example.org", "marketing");

    private final Seal seal = new Seal(secret(1));

    private static byte[] secret(int seed) {
        byte[] secret = new byte[Seal.KEY];
        new Random(seed).nextBytes(secret);
        return secret;
    }

    @Test
    void token_sealed_isReadByWhoHasTheKeyAlone() {
        String text = seal.close(ANA);
        assertThat(seal.open(text)).contains(ANA);
        assertThat(new Seal(secret(1)).open(text)).contains(ANA);
        assertThat(new Seal(secret(2)).open(text)).isEmpty();
    }

    @Test
    void token_sealed_showsNobody() {
        String bytes = new String(Base64.getUrlDecoder().decode(seal.close(ANA)), UTF_8);
        assertThat(bytes).doesNotContain("ana").doesNotContain("marketing");
    }

    @Test
    void token_sealedTwice_isTheSameText() {
        assertThat(seal.close(ANA)).isEqualTo(seal.close(ANA));
    }

    @Test
    void token_withOneBitChanged_isNone() {
        byte[] bytes = Base64.getUrlDecoder().decode(seal.close(ANA));
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(seal.open(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "%%%", "ä", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void text_thatIsNoToken_isNone(String text) {
        assertThat(seal.open(text)).isEmpty();
    }
}
