package io.arxos.driver.naming;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The units in which what is measured is usual, by the words of a class; the first that is among
/// them decides.
final class UsualUnits {
  private static final Map<String, String> UNITS = new LinkedHashMap<>();

  static {
    for (String pair :
        ("alarm=1 status=1 contact=1 motion=1 smoke=1 mode=1 adjust=K{diff} dewpoint=Cel"
                + " temperature=Cel humidity=% co2=[ppm] co=[ppm] pm2.5=ug/m3 pm10=ug/m3 pm1=ug/m3"
                + " tvoc=[ppb] enthalpy=kJ/kg static=Pa differential=Pa pressure=bar factor=1"
                + " thermal=kW reactive=kV.A{reactive} apparent=kV.A irradiance=W/m2 direction=deg wind=m/s rain=mm"
                + " illuminance=lx voltage=V current=A frequency=Hz energy=kW.h power=kW"
                + " usage=m3 speed=% flow=m3/h position=% damper=% valve=% demand=% level=%"
                + " duration=h conductivity=uS/cm torque=N.m radon=Bq/m3")
            .split(" ")) {
      int equals = pair.indexOf('=');
      UNITS.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
  }

  private UsualUnits() {}

  static String of(Set<String> known) {
    if (known.contains("thermal") && known.contains("energy")) {
      return "kW.h";
    }
    if (known.contains("occupancy") || known.contains("start") || known.contains("enable")) {
      return known.contains("count") || !known.contains("temperature") ? "1" : "Cel";
    }
    for (Map.Entry<String, String> entry : UNITS.entrySet()) {
      if (known.contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    return "";
  }
}
