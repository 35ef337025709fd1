package dev.opportune.app.webhooks;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call of a provider, not yet known to be its own.
 *
 * @param body as it came, to the byte: signatures are made over that
 * @param header the value of a header by its name, if it is there
 * @param receivedAt by the clock of the host
 */
public record Call(byte[] body, Function<String, Optional<String>> header, Instant receivedAt) {}
