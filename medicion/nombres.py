"""Invented names with the accents, particles and spellings of real ones."""

from typing import Final

TIPOS: Final = {
    "parque": ("Parque", 34),
    "losa-o-complejo-deportivo": ("Losa deportiva", 19),
    "plaza": ("Plaza", 12),
    "area-verde": ("Área verde", 8),
    "calle-o-pasaje": ("Pasaje", 8),
    "alameda": ("Alameda", 5),
    "escalera": ("Escalera", 4),
    "paradero": ("Paradero", 3),
    "malecon": ("Malecón", 3),
    "terreno-baldio": ("Terreno", 2),
    "playa": ("Playa", 1),
    "area-de-proteccion": ("Mirador", 1),
}
PROPIOS: Final = (
    "Túpac Amaru", "Señor de los Milagros", "José Carlos Mariátegui", "Los Jazmines", "Micaela Bastidas",
    "Virgen del Carmen", "San Martín de Porres", "César Vallejo", "Los Próceres", "El Porvenir",
    "María Parado de Bellido", "Santa Rosa", "Andrés Avelino Cáceres", "Las Begonias", "Miguel Grau",
    "José Olaya", "Los Álamos", "Nueva Esperanza", "Jorge Basadre", "Los Libertadores", "Ramón Castilla",
    "Villa María", "Chabuca Granda", "Las Gardenias", "Francisco Bolognesi", "Pachacútec", "El Amauta",
    "Inca Garcilaso", "Los Ángeles", "Sagrado Corazón", "Ciro Alegría", "Huáscar", "Señor de Luren",
    "La Amistad", "Mártir Olaya", "Los Claveles", "Jesús Nazareno", "Simón Bolívar", "José Gálvez",
    "Daniel Alcides Carrión", "Las Américas", "Víctor Raúl", "Manco Cápac", "Mama Ocllo", "Ñusta Huillac",
    "12 de Octubre", "28 de Julio", "Primero de Mayo", "La Unión", "Los Pinos", "Villa Sol", "Raúl Porras",
    "Clorinda Matto", "Flora Tristán", "Toribio Rodríguez", "Sánchez Carrión", "Los Incas", "El Triunfo",
    "Alto Perú", "Juan Velasco", "Cruz de Motupe", "Señor Cautivo", "Santa Lucía", "La Merced",
)  # fmt: skip
COLAS: Final = (
    "", "", "", " II", " III", " – Sector 1", " – Sector 4", " – Etapa 2", " de la Zona B", " Mz. D",
    " – Grupo 9", " Alto", " Bajo", " – A.H. Los Olivos", " – Urb. El Bosque",
)  # fmt: skip
# A name that three spaces of the first eighty-three have, and nobody else at any scale.
RARO: Final = "Wiraqocha Ñawpa"
RAROS: Final = (7, 40, 66)
# A surname that three persons of one region have, and nobody else at any scale.
APELLIDO_RARO: Final = "Wiraqocha"
VIAS: Final = ("Av.", "Jr.", "Ca.", "Psje.", "Alameda", "Prolongación")
REFERENCIAS: Final = (
    "", "", "Frente al mercado", "A la espalda del colegio", "Junto a la posta médica",
    "Al costado de la losa",
    "Cerca del paradero final", "A dos cuadras de la comisaría",
)  # fmt: skip
MUJERES: Final = (
    "Rosa", "María Elena", "Teodora", "Marcelina", "Lucía", "Juana", "Carmen", "Yolanda", "Nélida",
    "Flor de María",
    "Victoria", "Gladys", "Inés", "Ángela", "Sonia", "Hermelinda", "Zoila", "Maribel", "Noemí", "Dina",
)  # fmt: skip
HOMBRES: Final = (
    "José", "Víctor Raúl", "Jesús", "Luis Alberto", "Óscar", "Édgar", "Máximo", "Hilario", "Ángel", "Rubén",
    "Segundo", "Wílmer", "Félix", "Nicolás", "Iván", "Eleuterio", "Juan de Dios", "Percy", "Róger", "Simón",
)  # fmt: skip
APELLIDOS: Final = (
    "Quispe", "Huamán", "Mamani", "Flores", "Sánchez", "García", "Rodríguez", "Ñahui", "Chávez", "Rojas",
    "De la Cruz", "Vásquez", "Condori", "Gutiérrez", "Ccori", "Yupanqui", "Núñez", "Cárdenas",
    "Peña", "Apaza",
    "Ramos", "Paucar", "Ticona", "Muñoz", "Salazar", "Ñaupari", "Farfán", "Zegarra", "Llontop", "Chapoñán",
    "Purizaca", "Atoche", "Palomino", "Choquehuanca", "Villanueva", "Ibáñez", "Ocampo", "Sihuas",
    "Ojeda", "Luján",
)  # fmt: skip
TITULOS: Final = (
    "", "", "", "Faena de limpieza", "Pintado de bancas", "Siembra de molles", "Campeonato relámpago",
    "Ronda de vecinos", "Cine al aire libre", "Feria de la papa", "Reunión con la comisaría",
    "Reparación de luminarias", "Chocolatada", "Jornada de reciclaje", "Taller de primeros auxilios",
)  # fmt: skip
RESULTADOS: Final = (
    "", "Se llenaron 14 bolsas y se podaron los árboles.", "Quedó pintada la mitad; falta el arco norte.",
    "Participaron familias de las cuatro cuadras.", "Se acordó volver el próximo mes con la municipalidad.",
    "La comisaría envió dos efectivos y se quedó hasta el final.",
)  # fmt: skip
CHARLAS: Final = (
    "Cómo cuidamos nuestra plaza", "Vecindario seguro: primeros pasos",
    "Convivencia en la familia y en el barrio",
    "Rutas de atención frente a la violencia", "Qué hacer en una emergencia sanitaria",
    "El comité: cargos, actas y mandatos", "Prevención por el diseño del espacio", "Liderar una asamblea",
    "Pedir y hacer seguimiento a la municipalidad", "Datos abiertos para el barrio",
)  # fmt: skip
