/// What a vendor's words mean: from the name of a quantity, a unit's text and the name of a point
/// to UCUM unit and Brick class, with reasons.
///
/// Promises: the same words always give the same answer; every class it says is one of Brick's; it
/// says the most that the words justify and no more; a guess says that it is one and has a low
/// confidence. What the installer corrects is remembered and wins.
///
/// Why words and not a trained model: an installer must see why, and a table can be read and put
/// right by whoever knows the building.
///
/// A name is cut into tokens ([Tokens]), the tokens are looked up in the dictionaries
/// ([Dictionary]: English, German, French), the features that they stand for choose the class whose
/// own words are all among them ([BrickClasses]).
@org.jspecify.annotations.NullMarked
package io.arxos.driver.naming;
