package io.spanwire.bus.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A network of IP addresses: those whose first bits are the same, such as {@code 10.0.0.0/8}. Immutable. */
public final class AddressNetwork {
    private final byte[] address;
    private final int prefix;

    private AddressNetwork(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    /** @throws IllegalArgumentException when the text is no address and no network like {@code 10.0.0.0/8} */
    public static AddressNetwork parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = literal(slash < 0 ? text : text.substring(0, slash));
        int bits = address.length * Byte.SIZE;
        if (slash < 0) {
            return new AddressNetwork(address, bits);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
            throw new IllegalArgumentException(text + " has no prefix length from 0 to " + bits);
        }
        return new AddressNetwork(address, Integer.parseInt(length));
    }

    /** Java looks up everything that is not written as an address, so only what is gets there. */
    private static byte[] literal(String text) {
        boolean isV4 = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        if (isV4 || (text.indexOf(':') >= 0 && text.matches("[0-9A-Fa-f:.]+"))) {
            try {
                return InetAddress.getByName(text).getAddress();
            } catch (UnknownHostException notAnAddress) {
                throw new IllegalArgumentException(text + " is not an IP address", notAnAddress);
            }
        }
        throw new IllegalArgumentException(text + " is not an IP address");
    }

    boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        if (bytes.length != address.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != address[i]) {
                return false;
            }
        }
        int rest = prefix % Byte.SIZE;
        return rest == 0
                || (bytes[whole] & 0xFF) >> (Byte.SIZE - rest) == (address[whole] & 0xFF) >> (Byte.SIZE - rest);
    }
}
