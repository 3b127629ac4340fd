package dev.twinstack.emulator.timing;

import java.time.Duration;

/** How long each phase takes. Pure: the same question has the same answer, in every process. */
public sealed interface Timing {
    /** The timing of a twin that is told nothing else. */
    Timing INSTANT = new Immediate();

    /** The names of the profiles. */
    String IMMEDIATE = "instant";

    String OTC = "otc";

    /** {@return the name of the profile} */
    String profile();

    /** {@return how long a phase takes for the resource of that id} */
    Duration of(Phase phase, String id);

    /** Everything is done at once. */
    record Immediate() implements Timing {
        @Override
        public String profile() {
            return IMMEDIATE;
        }

        @Override
        public Duration of(Phase phase, String id) {
            return Duration.ZERO;
        }
    }

    /**
     * Within the phase's range, as the seed and the id will have it.
     *
     * @param seed another one draws other durations for the same ids
     * @param speed how much faster than the cloud, 1 to {@value #FASTEST}
     */
    record Otc(int seed, int speed) implements Timing {
        public static final int FASTEST = 1000;
        public static final int USUAL_SEED = 1;

        private static final long FNV_OFFSET = 0xcbf29ce484222325L;
        private static final long FNV_PRIME = 0x100000001b3L;

        /**
         * @throws IllegalArgumentException if the speed is out of range
         */
        public Otc {
            if (speed < 1 || speed > FASTEST) {
                throw new IllegalArgumentException("a speed of " + speed + " is not from 1 to " + FASTEST);
            }
        }

        @Override
        public String profile() {
            return OTC;
        }

        @Override
        public Duration of(Phase phase, String id) {
            long span = phase.longest().minus(phase.shortest()).toMillis();
            long drawn = Math.floorMod(mixed(hash(phase.name() + '|' + id) ^ mixed(seed)), span + 1);
            return phase.shortest().plusMillis(drawn).dividedBy(speed);
        }

        /** FNV-1a, and below the finalizer of MurmurHash3: both defined by their authors, so no Java changes them. */
        private static long hash(String text) {
            long hash = FNV_OFFSET;
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * FNV_PRIME;
            }
            return hash;
        }

        private static long mixed(long bits) {
            long mixed = bits;
            mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
            mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
            return mixed ^ mixed >>> 33;
        }
    }
}
