/// The rules of the house, held by tests: the form of the code and the layering of its packages.
@org.jspecify.annotations.NullMarked
package io.arxos.house;
