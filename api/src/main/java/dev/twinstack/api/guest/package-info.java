/** What only a twin can offer: a look into a server's guest system. */
@NullMarked
package dev.twinstack.api.guest;

import org.jspecify.annotations.NullMarked;
