package dev.opportune.app.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the log calls profiles, whose ids are often addresses: always the same while the service runs, so that lines about the
 * same profile are seen to be, and nothing that anybody could compute from an address.
 */
final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int SHOWN_BYTES = 6;

    private final SecretKeySpec key;

    /** @param random gives the key, which is kept nowhere: another start, other names */
    Pseudonyms(RandomGenerator random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    String of(String profileId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "p_" + HexFormat.of().formatHex(mac.doFinal(profileId.getBytes(UTF_8)), 0, SHOWN_BYTES);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
