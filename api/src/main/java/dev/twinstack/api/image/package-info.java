/** Public images on the wire: IMS v2 and native Glance v2, both under {@code /image}. */
@NullMarked
package dev.twinstack.api.image;

import org.jspecify.annotations.NullMarked;
