/** What Terraform's provider sends and insists on, call by call, as its sources and acceptance tests have it. */
@NullMarked
package dev.twinstack.api.terraform;

import org.jspecify.annotations.NullMarked;
