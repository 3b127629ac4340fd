package dev.twinstack.scenarios.load.inject;

/**
 * Which part of a plan's arrivals or users this injector brings; all of them together bring the whole.
 *
 * @param number from 1
 */
public record Share(int number, int of) {
    /** The only injector. */
    public static final Share WHOLE = new Share(1, 1);

    public Share {
        if (of < 1 || number < 1 || number > of) {
            throw new IllegalArgumentException("a share such as 1/3, not " + number + "/" + of);
        }
    }

    boolean has(long index) {
        return index % of == number - 1;
    }

    /** {@return how many of so many are this injector's} */
    public long part(long whole) {
        return whole / of + (whole % of >= number ? 1 : 0);
    }
}
