package dev.opportune.app.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the providers do, with keys that nobody else trusts. */
public final class Signing {
    /** Where the test's certificate is said to be. */
    public static final String CERTIFICATE =
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";

    private final KeyPair sendGrid;

    private Signing(KeyPair sendGrid) {
        this.sendGrid = sendGrid;
    }

    public static Signing keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new Signing(generator.generateKeyPair());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As SendGrid shows it. */
    public String sendGridKey() {
        return Base64.getEncoder().encodeToString(sendGrid.getPublic().getEncoded());
    }

    public String sendGrid(String timestamp, String body) {
        return signed("SHA256withECDSA", sendGrid.getPrivate(), timestamp + body);
    }

    /** A call of Mailgun with an event in it. */
    public static String mailgun(String key, long timestamp, String token, String event) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            String signature = HexFormat.of().formatHex(mac.doFinal((timestamp + token).getBytes(UTF_8)));
            return """
                    {"signature":{"timestamp":"%d","token":"%s","signature":"%s"},"event-data":%s}""".formatted(timestamp, token, signature, event);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A message of SNS, as JSON, with a signature of a version over what is in it. */
    public static String sns(String version, Map<String, String> fields) {
        String text = new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> field.getKey() + "\n" + field.getValue() + "\n")
                        .collect(Collectors.joining());
        Map<String, String> all = new TreeMap<>(fields);
        all.put("SignatureVersion", version);
        all.put("Signature", signed(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA", snsKey(), text));
        all.put("SigningCertURL", CERTIFICATE);
        return new Json().write(all);
    }

    private static String signed(String algorithm, PrivateKey key, String text) {
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signing.sign());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static PrivateKey snsKey() {
        String base64 = new String(resource("key.pem"), UTF_8)
                .lines()
                .filter(line -> !line.startsWith("-----"))
                .collect(Collectors.joining());
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The certificate of the key that signs for SNS here. */
    public static byte[] certificate() {
        return resource("certificate.pem");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Signing.class.getResourceAsStream("/webhooks/" + name)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
