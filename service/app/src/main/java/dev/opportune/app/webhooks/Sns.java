package dev.opportune.app.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Makes sure that a message is Amazon SNS's: signed, over named fields each on a line of its own, with the key of a
 * certificate that Amazon's own host holds ready. No other host is ever asked for one.
 *
 * <p>Source: Amazon's "Verifying the signatures of Amazon SNS messages".
 */
final class Sns {
    private static final Pattern HOST = Pattern.compile("sns\\.[a-z0-9-]{3,30}\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern CERTIFICATE = Pattern.compile("/SimpleNotificationService-[0-9A-Za-z]{1,64}\\.pem");
    private static final List<String> OF_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> OF_CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final Map<String, String> ALGORITHMS = Map.of("1", "SHA1withRSA", "2", "SHA256withRSA");
    private static final int CERTIFICATES = 20;

    private final Map<URI, X509Certificate> certificates = new ConcurrentHashMap<>();
    private final Fetching fetching;

    Sns(Fetching fetching) {
        this.fetching = fetching;
    }

    /** @throws RefusedCallException if the message is not SNS's, or nobody can tell now */
    void check(JsonNode message, Instant now) {
        URI address = pinned(message.path("SigningCertURL").asText(""))
                .filter(uri -> CERTIFICATE.matcher(uri.getPath()).matches() && uri.getRawQuery() == null)
                .orElseThrow(() -> RefusedCallException.notTheirs(
                        "foreign_certificate",
                        "The certificate would not come from Amazon: SigningCertURL is not one of SNS.",
                        "Subscribe this address to an SNS topic; nothing else can sign for one."));
        X509Certificate certificate = certificate(address);
        if (!isSigned(message, certificate, now)) {
            throw RefusedCallException.notTheirs(
                    "wrong_signature",
                    "The signature is not one of SNS over this message.",
                    "Leave raw message delivery off, and let no proxy change the body.");
        }
    }

    /** An address of SNS's own host, if it is one. */
    static Optional<URI> pinned(String address) {
        try {
            URI uri = new URI(address);
            boolean itsOwn = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && HOST.matcher(uri.getHost()).matches()
                    && uri.getRawUserInfo() == null
                    && (uri.getPort() == -1 || uri.getPort() == 443)
                    && uri.getRawFragment() == null;
            return itsOwn ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private X509Certificate certificate(URI address) {
        X509Certificate known = certificates.get(address);
        if (known != null) {
            return known;
        }
        try {
            X509Certificate fetched = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(fetching.get(address)));
            if (certificates.size() >= CERTIFICATES) {
                certificates.clear();
            }
            certificates.put(address, fetched);
            return fetched;
        } catch (IOException | GeneralSecurityException notToBeHad) {
            throw RefusedCallException.notNow(
                    "certificate_unavailable",
                    "The certificate of SNS could not be fetched: " + notToBeHad.getMessage() + ".",
                    "Let this machine connect to " + address.getHost() + "; SNS repeats the call.");
        }
    }

    private static boolean isSigned(JsonNode message, X509Certificate certificate, Instant now) {
        String algorithm = ALGORITHMS.get(message.path("SignatureVersion").asText(""));
        if (algorithm == null) {
            return false;
        }
        try {
            certificate.checkValidity(Date.from(now));
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(signedText(message).getBytes(UTF_8));
            return verifying.verify(Secrets.base64(message.path("Signature").textValue()));
        } catch (GeneralSecurityException notEvenASignature) {
            return false;
        }
    }

    private static String signedText(JsonNode message) {
        boolean notification = message.path("Type").asText("").equals("Notification");
        StringBuilder text = new StringBuilder();
        for (String field : notification ? OF_NOTIFICATION : OF_CONFIRMATION) {
            if (message.hasNonNull(field)) {
                text.append(field)
                        .append('\n')
                        .append(message.path(field).asText())
                        .append('\n');
            }
        }
        return text.toString();
    }
}
