package io.itops.prometheus.template;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Go's {@code net.SplitHostPort}, and what Prometheus makes of it. */
record HostPort(String host, String port) {
    static String stripPort(String text) {
        return split(text).map(HostPort::host).orElse(text);
    }

    static String stripDomain(String text) {
        Optional<HostPort> split = split(text);
        String host = split.map(HostPort::host).orElse(text);
        if (isAddress(host)) {
            return text;
        }
        String name = host.indexOf('.') < 0 ? host : host.substring(0, host.indexOf('.'));
        String port = split.map(HostPort::port).orElse("");
        if (port.isEmpty()) {
            return name;
        }
        return (name.indexOf(':') >= 0 ? '[' + name + ']' : name) + ':' + port;
    }

    static Optional<HostPort> split(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String host;
        int from = 0;
        int after = 0;
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0 || close + 1 != colon) {
                return Optional.empty();
            }
            host = text.substring(1, close);
            from = 1;
            after = close + 1;
        } else {
            host = text.substring(0, colon);
            if (host.indexOf(':') >= 0) {
                return Optional.empty();
            }
        }
        boolean stray = text.indexOf('[', from) >= 0 || text.indexOf(']', after) >= 0;
        return stray ? Optional.empty() : Optional.of(new HostPort(host, text.substring(colon + 1)));
    }

    private static boolean isAddress(String host) {
        return isV4(host) || isV6(host);
    }

    private static boolean isV4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean digits =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || Integer.parseInt(part) > 255 || (part.length() > 1 && part.startsWith("0"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isV6(String host) {
        boolean looksSo = host.indexOf(':') >= 0
                && host.length() <= 45
                && host.chars().allMatch(c -> (Character.digit(c, 16) >= 0 && c < 128) || c == ':' || c == '.');
        if (!looksSo) {
            return false;
        }
        try {
            // a text with a colon is never looked up
            InetAddress.getByName(host);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
