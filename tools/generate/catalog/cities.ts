interface City {
  readonly name: string;
  /** The first of the city's pincodes. */
  readonly pincode: number;
  readonly streets: readonly string[];
}

export const CITIES: readonly City[] = [
  { name: "Delhi", pincode: 110001, streets: ["Janpath", "Chandni Chowk", "Karol Bagh Road"] },
  { name: "Mumbai", pincode: 400001, streets: ["Marine Drive", "Hill Road", "LBS Marg"] },
  { name: "Bengaluru", pincode: 560001, streets: ["MG Road", "Brigade Road", "Church Street"] },
  { name: "Pune", pincode: 411001, streets: ["FC Road", "Baner Road", "Laxmi Road"] },
  { name: "Chennai", pincode: 600001, streets: ["Anna Salai", "Usman Road", "Mount Road"] },
  { name: "Kolkata", pincode: 700001, streets: ["Park Street", "College Street", "Camac Street"] },
  { name: "Jaipur", pincode: 302001, streets: ["Johari Bazaar", "MI Road", "Tonk Road"] },
  { name: "Kochi", pincode: 682001, streets: ["Marine Walk", "Rose Café Lane", "Banerji Road"] },
];
