package dev.opportune.app.resources;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every answer has: headers that tell browsers to make nothing more of it than it is, and the name of the call, by which
 * its lines in the log are found. A resource that answers with a page says itself what that page may do.
 */
public final class Envelope implements Filter {
    static final String REQUEST_ID = "X-Request-Id";
    /** The headers, apart from the name of the call. */
    static final Map<String, String> HEADERS = new TreeMap<>(Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

    /** What the name of the call is called where the log is written. */
    private static final String IN_LOG = "request";

    private static final String ATTRIBUTE = Envelope.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int BYTES = 8;

    private final RandomGenerator random;

    /** @param random safe for use by many threads */
    public Envelope(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest call) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        String id = name(call.getHeader(REQUEST_ID));
        call.setAttribute(ATTRIBUTE, id);
        HEADERS.forEach(answer::setHeader);
        answer.setHeader(REQUEST_ID, id);
        MDC.put(IN_LOG, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(IN_LOG);
        }
    }

    /** The name of a call: as the caller has it, where that can stand in a log, or one of our own. */
    private String name(@Nullable String sent) {
        if (sent != null && SANE.matcher(sent).matches()) {
            return sent;
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The name of a call that may not have come as far as this filter. */
    String name(@Nullable Object attribute, @Nullable String sent) {
        return attribute instanceof String given ? given : name(sent);
    }

    /** Where a call's name is kept. */
    static String attribute() {
        return ATTRIBUTE;
    }
}
