package dev.opportune.app.links;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals tokens so that nobody else can read or make one: AES-GCM, in Base64 for URLs. The nonce is an HMAC-SHA256 of what
 * is sealed: the same token always gives the same text, and answers stay as they were.
 */
final class Seal {
    /** In bytes. */
    static final int KEY = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int NONCE = 12;
    private static final int TAG = 16;
    /** Names are without control characters. */
    private static final String BETWEEN = "\n";

    private final Key sealing;
    private final Key naming;

    /** @param secret {@link #KEY} bytes by chance, of which two keys are made for two uses */
    Seal(byte[] secret) {
        if (secret.length != KEY) {
            throw new IllegalArgumentException("a seal's secret has " + KEY + " bytes, not " + secret.length);
        }
        Key root = new SecretKeySpec(secret, MAC);
        this.sealing = new SecretKeySpec(mac(root, "opportune link: sealing".getBytes(UTF_8)), "AES");
        this.naming = new SecretKeySpec(mac(root, "opportune link: nonce".getBytes(UTF_8)), MAC);
    }

    String close(Token token) {
        byte[] plain = (token.purpose() + BETWEEN + token.profileId()).getBytes(UTF_8);
        byte[] nonce = Arrays.copyOf(mac(naming, plain), NONCE);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
            byte[] whole = ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** What was sealed; empty for whatever this key did not seal. Takes as long for a near miss as for any other. */
    Optional<Token> open(String text) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text);
            if (whole.length < NONCE + TAG) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(whole, NONCE);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(whole, NONCE, whole.length - NONCE);
            String[] names = new String(plain, UTF_8).split(BETWEEN, 2);
            return Optional.of(new Token(names[1], names[0]));
        } catch (AEADBadTagException | IllegalArgumentException notOurs) {
            return Optional.empty();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, sealing, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        return cipher;
    }

    private static byte[] mac(Key key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
