package dev.opportune.app.cli;

import java.util.Map;

/** Where to listen. */
record Ports(int service, int admin) {
    private static final int LARGEST = 65_535;

    static Ports of(Map<String, String> environment) {
        return new Ports(port(environment, "OPPORTUNE_PORT", 8080), port(environment, "OPPORTUNE_ADMIN_PORT", 8081));
    }

    private static int port(Map<String, String> environment, String variable, int otherwise) {
        String text = environment.get(variable);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LARGEST) {
            throw new RefusedException(variable + " is \"" + text + "\", which is no port");
        }
        return Integer.parseInt(text);
    }
}
