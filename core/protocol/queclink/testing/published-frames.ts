/*
 * Commands and messages letter for letter as public sources print them; each is joined where the print breaks a line.
 * GL300: "GL300 @Tracker Air Interface Protocol", TRACGL300AN001 1.02 (easymanua.ls, manualshive, manualmachine), page as given.
 * GMT100: TRACGMT100AN001. GV300: TRACGV300AN002. GV200: TRACGV200AN003. traccar: protocol tests of github.com/traccar/traccar (Gl200),
 * messages of real units.
 */
export const publishedCommands = {
  /** GL300 p15. */
  bearer: 'AT+GTBSI=gl300,cmnet,,,,,,,0002$',
  /** GL300 p16. */
  server: 'AT+GTSRI=gl300,4,,,116.226.44.17,9001,116.226.44.16,9002,+8613812341234,0,1,,,,,0003$',
  /** traccar, Gl200ProtocolEncoder form, with a real unit's answer below. */
  version: 'AT+GTRTO=gl300,8,,,,,,FFFF$',
  /** GL300 p33. */
  section: 'AT+GTRTO=gl300,2,CFG,,,,,000F$',
  /** GMT100 p9. */
  otherModel: 'AT+GTBSI=gmt100,cmnet,,,,,,,0000$',
} as const;

export const publishedAcks = {
  /** GL300 p15. */
  bearer: '+ACK:GTBSI,1A0102,135790246811220,,0002,20100310172830,11F0$',
  /** GV300 p13. */
  server: '+ACK:GTSRI,060100,135790246811220,,0001,20090214093254,11F0$',
  /** GL300 p33. */
  operation: '+ACK:GTRTO,1A0102,135790246811220,,GPS,000B,20100310172830,11F0$',
  /** traccar, a real GL300. */
  version: '+ACK:GTRTO,1A0800,860599000773978,GL300,VER,FFFF,20161006053520,0C19$',
  /** GL300 p27. */
  report: '+ACK:GTFRI,1A0102,135790246811220,,0007,20100310172830,11F0$',
} as const;

export const publishedReports = {
  /** traccar, a real GL300: firmware 10.03, hardware 1.03. */
  version: '+RESP:GTVER,1A0800,860599000773978,GL300,GL300,0A03,0103,20161007041531,10F8$',
  /** GL300 p67. */
  versionOfManual: '+RESP:GTVER,1A0102,135790246811220,,GL300,0100,0101,20100214093254,11F0$',
  /** GV300 p98. */
  versionOfVehicle: '+RESP:GTVER,060100,135790246811220,,GV300,0100,0101,20090214093254,11F0$',
  /** GL300 p67; the card number has a hex letter in the middle. */
  card: '+RESP:GTCID,1A0102,135790246811220,,898600810906F8048812,20100214093254,11F0$',
  /** GL300 p67. */
  signal: '+RESP:GTCSQ,1A0102,135790246811220,,16,0,20100214093254,11F0$',
  /** traccar, a real GV600MG. */
  vehicleState:
    '+RESP:GTINF,DC0103,865284049247079,gv600mg,21,89883070000007211665,22,0,11,12913,12917,4.26,0,1,,,20210216154607,1,79,,01,00,,,20210216104606,1EBE$',
  /** traccar, a real GL320M: the same fields as the GL300's. */
  portableState:
    '+RESP:GTINF,C30302,860201067023286,,41,89880000000000000000,14,99,0,0.0,,3.77,0,1,2,,,20260908143011,30,,25.9,,,20260909020028,46B4$',
  /** GL300 p52. */
  position:
    '+RESP:GTRTL,1A0102,135790246811220,,0,0,1,1,4.3,92,70.0,121.354335,31.222073,20090214013254,0460,0000,18d8,6141,00,,20090214093254,11F0$',
  /** GL300 p59. */
  everything:
    '+RESP:GTALL,1A0102,860599000000448,GL300,BSI,cmnet,,,,,,,SRI,2,,1,116.228.146.250,8161,192.0.0.0,0,+8618600126107,5,0,,,,,CFG,gl300,GL300,1,0.8,0,5,003F,0,,0FFF,0,1,1,300,1,0,20491231235959,1,0,,,NMD,0,2,3,2,300,300,2,3,0,,,,,TMZ,+0000,0,FRI,3,0,,,0000,0000,30,30,180,180,001F,1000,100,0,5,50,5,0,,,GEO,0,0,0,0,50,0,0,,,,,,,,1,0,0,0,50,0,0,,,,,,,,2,0,0,0,50,0,0,,,,,,,,3,0,0,0,50,0,0,,,,,,,,4,0,0,0,50,0,0,,,,,,,,SPD,0,0,0,60,300,,,,,,,,,,,,,,,,FKS,1,1,3,0,0,,,WLT,1,,,,,,,,,,,,,,,,,,,GLM,0,,,,,,,,,,,,PIN,1,,0,,,,,DIS,1,0,5,,,,,,DOG,0,60,30,0200,,1,0,0,60,60,,NTS,0,30,10,,,,10,,OWH,0,1f,0900,1200,1300,1800,,,0,,,,,,,,,TEM,0,0,0,60,300,,,,,,,UPC,0,10,0,0,168,http://www.queclink.com/configure.ini,,,,,JDC, 1,25,,5,10,10,,,,,,,20130123034509,02AE$',
} as const;

/** What a unit sends at any time and what answers nothing. */
export const publishedUnsolicited = {
  /** GL300 p52. */
  fixed:
    '+RESP:GTFRI,1A0102,135790246811220,,0,0,1,1,4.3,92,70.0,121.354335,31.222073,20090214013254,0460,0000,18d8,6141,00,,20090214093254,11F0$',
  /** GV200 p108. */
  buffered:
    '+BUFF:GTFRI,020100,135790246811220,,0,0,1,1,4.3,92,70.0,121.354335,31.222073,20090214013254,0460,0000,18d8,6141,00,,20090214093254,11F0$',
  /** traccar, a real unit with ten digits of protocol version. */
  younger:
    '+RESP:GTFRI,8020040305,866314060272661,,,50,1,1,0.0,0,2957.9,-78.691727,-0.951205,20231227162916,,,,,00,0.0,,,,,100,210100,,,,20231227162916,0117$',
} as const;

/** GV200 p228: an information report of a unit in HEX mode. */
export const publishedBinaryReport = Uint8Array.from(
  (
    '2B494E4601FFFE67763230300000000104020C01010301010000000000000C0000411021' +
    '07DC011E09213500017FBF001E0258800000116A8986009109116900460114000000000460000018780873002607DC011E09252300101F270D0A'
  )
    .match(/../g)
    ?.map((byte) => Number.parseInt(byte, 16)) ?? [],
);
