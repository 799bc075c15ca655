package io.arxos.driver.modbus.map;

/// What the columns of tables are called, in lower-case letters and digits; of several that a table
/// has, the first here counts.
final class Headings {
  static final String[] ADDRESS =
      of(
          "address register registeraddress modbusaddress startaddress startregister"
              + " startingaddress addr reg registernumber addressdec addresshex start adresse"
              + " registeradresse modbusadresse startadresse adr registernr registerno"
              + " registernummer regaddr registeraddr hexaddress decaddress firstregister");
  static final String[] REFERENCE =
      of("reference referencenumber modbusreference plcaddress modicon modiconaddress");
  static final String[] TABLE =
      of(
          "function functioncode functioncodes fc table registertype objecttype registerkind area"
              + " kind readfunction readfc modbusfunction funktion funktionscode funktionscodes"
              + " registerart bereich");
  static final String[] NAME =
      of(
          "name channel point tag variable parameter signal id pointname registername signalname"
              + " datapoint datenpunkt description label bezeichnung beschreibung measurement"
              + " messwert designation libelle");
  static final String[] UNIT = of("unit units uom einheit engineeringunit unitofmeasurement unite");
  static final String[] ACCESS =
      of("writable access rw readwrite mode attribute permission zugriff");
  static final String[] WORDS =
      of(
          "words registers length count size quantity len numberofregisters registercount"
              + " noofregisters laenge anzahl anzahlregister registeranzahl");
  static final String[] SCALE =
      of(
          "scale factor multiplier scaling gain resolution scalefactor scalingfactor faktor"
              + " skalierung skalierungsfaktor aufloesung");

  private Headings() {}

  private static String[] of(String names) {
    return names.split(" ");
  }
}
