package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.app.cli.Pulse.Beat;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class KeyboardTest {
    private static final long LONG = 60_000;

    @Test
    void keys_areUnderstood_othersAreNot_andTheEndQuits() {
        Keyboard keyboard = Keyboard.of(new ByteArrayInputStream("\nwhat\n q \n".getBytes(UTF_8)), LONG);

        assertThat(keyboard.next()).isEqualTo(Beat.PLAY_ALL);
        assertThat(keyboard.next()).isEqualTo(Beat.QUIT);
        assertThat(keyboard.next()).isEqualTo(Beat.QUIT);
    }

    @Test
    void nothingTyped_isTimeToLook() {
        assertThat(Keyboard.none(1).next()).isEqualTo(Beat.LOOK);
    }
}
