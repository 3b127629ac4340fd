package dev.twinstack.emulator.system;

import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Stands for what a twin that is alone has no use for: there is nobody to send to. */
public final class Unserialized extends SerializerWithStringManifest {
    private static final int IDENTIFIER = 46_642;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        throw unsent();
    }

    @Override
    public byte[] toBinary(Object message) {
        throw unsent();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        throw unsent();
    }

    private static IllegalStateException unsent() {
        return new IllegalStateException("a twin that is alone sends no messages");
    }

    /** All are one: an identifier must not stand for two. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Unserialized;
    }

    @Override
    public int hashCode() {
        return IDENTIFIER;
    }
}
