/**
 * What phrases of real memos mean, as tables: folded words without accents, `|` between phrases.
 * Everything that follows from them is a claim of the writer's; nobody is identified by it.
 */
export type Meaning =
  /** The writer gives, greets or wishes: a name that stood before it ends here. */
  | { readonly is: 'giving' }
  | { readonly is: 'purpose'; readonly what: Purpose }
  | { readonly is: 'wish'; readonly what: 'anonymous' | 'no-receipt' | 'named-receipt' }
  | { readonly is: 'return'; readonly what: 'mistaken' | 'refund' }
  | { readonly is: 'behalf' }
  | { readonly is: 'place'; readonly what: string }
  | { readonly is: 'group'; readonly what: Group }
  | { readonly is: 'title' }

export type Purpose =
  | 'storm-flood'
  | 'drought'
  | 'fire'
  | 'illness'
  | 'study'
  | 'blood'
  | 'house'
  | 'children'
  | 'poor'
  | 'soldiers'
  | 'boats'
  | 'tet'
export type Group =
  | 'family'
  | 'class'
  | 'school'
  | 'company'
  | 'union'
  | 'club'
  | 'health'
  | 'faith'
  | 'quarter'
  | 'office'
  | 'shop'
  | 'friends'

/** [meaning, phrases, why they mean it]. An earlier row wins where two hold the same phrase. */
const RULES: readonly (readonly [Meaning, string, string])[] = [
  [
    { is: 'wish', what: 'anonymous' },
    'giau ten | xin giau ten | an danh | nac danh | khong ten | khong neu ten | khong can neu ten | xin khong neu ten | xin duoc giau ten | khong cong khai ten',
    'asks not to be named',
  ],
  [
    { is: 'wish', what: 'no-receipt' },
    'khong can bien nhan | khong lay bien nhan | mien bien nhan | khong can bien lai | khong lay bien lai | khong can cam on | mien cam on',
    'asks for no receipt',
  ],
  [
    { is: 'wish', what: 'named-receipt' },
    'xin bien nhan | xin bien lai | xin hoa don | xuat hoa don | gui bien nhan | can bien nhan',
    'asks for a receipt',
  ],
  [
    { is: 'return', what: 'mistaken' },
    'chuyen nham | ck nham | chuyen khoan nham | chuyen lon | nham tai khoan | nham stk | nhan lai giao dich | duoc nhan lai',
    'says that the transfer was a mistake',
  ],
  [
    { is: 'return', what: 'refund' },
    'hoan tra | xin hoan lai | hoan tien | hoan lai tien | tra lai tien | thu hoi tien | refund | chuyen tra | hoan ung',
    'money that goes back',
  ],
  [
    { is: 'behalf' },
    'thay mat | thay mat cho | dai dien | dai dien cho | gui ho cho | chuyen ho cho | ck ho cho | uy quyen cua',
    'gives for another',
  ],
  [
    { is: 'purpose', what: 'storm-flood' },
    'bao lu | lu lut | bao lut | mua lu | mua bao | con bao | sau bao | bao yagi | yagi | bao so | bao so 3 | bao so 03 | bao so3 | thien tai | ngap lut | ngap ung | lu quet | sat lo | sat lo dat | vung lu | vung bao | bi bao | bi lu | bao 3 | con lu | chong bao | chong lu | do bao | do lu | phong chong lut bao | lut bao | bao va lu | bao va lut | bao va lu lut | bao gay | hau bao | qua bao | mua lut | ba lu | baolu | bl | siêu bao | sieu bao | lut | lang nu | lu | bao yaki | yaki',
    'storms and floods; the storm of September 2024 by its name and number',
  ],
  [
    { is: 'purpose', what: 'drought' },
    'han han | han man | xam nhap man | nuoc ngot | thieu nuoc',
    'drought and salt water',
  ],
  [{ is: 'purpose', what: 'fire' }, 'hoa hoan | chay nha | vu chay | chay chung cu', 'fires'],
  [
    { is: 'purpose', what: 'illness' },
    'benh hiem ngheo | benh ngheo | benh nhan | benh nhi | bi benh | chua benh | tri benh | ung thu mau | bi ung thu | benh ung thu | mo tim | phau thuat | vien phi | suy than | chay than | tai nan',
    'one person or many who are ill',
  ],
  [
    { is: 'purpose', what: 'study' },
    'hoc bong | khuyen hoc | tiep suc den truong | sach vo | mua sach | hoc phi | hs ngheo | hoc sinh ngheo | sinh vien ngheo',
    'schooling',
  ],
  [{ is: 'purpose', what: 'blood' }, 'hien mau | giot hong', 'giving blood'],
  [
    { is: 'purpose', what: 'house' },
    'xay nha | sua nha | nha tinh thuong | nha tinh nghia | nha dai doan ket | nha chu thap do | dung lai nha | mai am',
    'houses',
  ],
  [{ is: 'purpose', what: 'children' }, 'tre em | mo coi | tre mo coi | cac chau nho | em nho', 'children'],
  [{ is: 'purpose', what: 'poor' }, 'nguoi ngheo | ho ngheo | vi nguoi ngheo', 'poor people'],
  [{ is: 'purpose', what: 'soldiers' }, 'cac chien si | bo doi | chien si', 'soldiers who help'],
  [{ is: 'purpose', what: 'boats' }, 'ao phao | xuong cuu ho | thuyen cuu ho', 'boats and life vests'],
  [{ is: 'purpose', what: 'tet' }, 'tet vi nguoi ngheo | tet nhan ai | qua tet', 'gifts at Tết'],
  // Not reasons of their own, yet no name goes on behind them.
  [
    { is: 'giving' },
    'ung ho | ung hoi | ung hi | uh | uho | ungho | u ho | ugho | ung h | ung gop | ung cho | ung o | ho tro | htro | chuyen | chuyen tien | chuyen khoan | chuyentien | ck | ct | xin phep | xin chia se | tai tro | dong gop | gop | gop suc | gop chut | gop mot | quyen gop | gui | gui tang | gui toi | gui den | goi | xin | xin duoc | xin gop | xin gui | cuu tro | cuu ho | chung tay | chung suc | chung long | chia se | chia | se chia | chuc | cau mong | cau | cau chuc | cau nguyen | cau xin | mong moi | mong ba | mong dong | mong mn | mong mng | mong mien | mong cac | mong tat | mong cho | mong rang | mong nguoi | mong bao | mong | mong muon | hy vong | hi vong | giup | giup do | phu giup | tang | bieu | trao | dong hanh | huong ve | thuong | thuong gui | thuong ve | than gui | transfer | transfers | donate | cam on | yeu thuong | yeu | kinh gui | giup suc | tiep suc | dong long | luon | khac phuc | chut | mot chut | mot it | it | tam long | chut tam | chut long | tam long nho | cua it | cua it long | long thanh | it long | co len | vuot qua | vi dong bao | vi mien bac | vi mien | vi cac | vi ba con | vi nguoi dan | vi vung | vi viet | cho | cho dong bao | toi | den | tu thien | lam tu thien | nop | nop tien | thien nguyen | giai toa | tra tien | thanh toan | send | sent | supports | support | for | money | dong bao | ba con | dan vung | nguoi dan | bi | cac tinh | binh an | viet nam co len | mien bac | qua momo | anh huong | thiet hai | gap kho | mien trung | hanh phuc binh | khac phuc hau | vung | nguyen cau | trich | hung ho | ug ho | va cac tinh | tien ung | tien ho | tien gop | tien tu thien | tien cuu',
    'giving, greeting, wishing',
  ],
  [
    { is: 'group', what: 'family' },
    'gia dinh | gd | gdinh | g dinh | giadinh | dai gia dinh | ca nha | vo chong | vc | 2 vc | hai vo chong | hai vc | 2 vo chong | 2 me con | me con | hai me con | 2 ba chau | ong ba | bo me | ba me | bo con | chi em | anh chi em | hai chi em | 2 chi em | dong ho | con chau',
    'a family',
  ],
  [
    { is: 'group', what: 'class' },
    'lop | tap the lop | cuu hoc sinh | cuu hs | cuu sinh vien | hs lop | hoc sinh lop | chi hoi lop | cuu hssv | khoa hoc | nien khoa',
    'a class, or those who were one',
  ],
  [
    { is: 'group', what: 'school' },
    'truong | truong mam non | thcs | thpt | truong thcs | truong thpt | truong tieu hoc | mam non | mn tu thuc | dai hoc | dh | khoa | tap the truong',
    'a school',
  ],
  [
    { is: 'group', what: 'company' },
    'cong ty | cty | congty | ct tnhh | cty tnhh | cong ty tnhh | cong ty cp | cty cp | ctcp | ct cp | tap doan | doanh nghiep | dn | dntn | hkd | htx | hop tac xa | ngan hang | tong cong ty | nhan vien | cbnv | cb cnv | cbcnv | tap the cong ty | tap the cty | tap the cbnv | anh em cong ty',
    'a company or its people',
  ],
  [
    { is: 'group', what: 'union' },
    'cong doan | chi bo | chi doan | doan thanh nien | hoi phu nu | hoi | hoi cuu chien binh | chi hoi | dang bo | hoi cha me | hoi nguoi | hoi dong huong | hoi doanh nhan | hoi ccb | hoi nong dan | hoi phu huynh',
    'a union or association',
  ],
  [
    { is: 'group', what: 'club' },
    'clb | cau lac bo | fc | fanclub | fan | fan club | fans | fandom | fanpage | fp | team | doi bong | group | nhom fan | forum | cong dong | hoi fan',
    'a club, fans, a team',
  ],
  [
    { is: 'group', what: 'health' },
    'benh vien | bv | tram y te | phong kham | trung tam y te | nha thuoc | nha khoa',
    'a hospital, a practice',
  ],
  [
    { is: 'group', what: 'faith' },
    'chua | tinh xa | giao xu | giao ho | nha tho | phat tu | dao trang | hoi thanh | thien vien',
    'a pagoda, a parish',
  ],
  [
    { is: 'group', what: 'quarter' },
    'thon | ap | khu pho | to dan pho | tdp | chung cu | ban dan cu | khu dan cu | to dan cu | khu tap the | lang',
    'neighbours',
  ],
  [
    { is: 'group', what: 'office' },
    'phong | so giao duc | ubnd | uy ban nhan dan | trung tam | ban quan ly | van phong | cong an | don vi | tieu doan | trung doan | vien | cuc | chi cuc',
    'an office',
  ],
  [
    { is: 'group', what: 'shop' },
    'cua hang | shop | tap hoa | quan | tiem | tiem banh | salon | spa | nha hang | nha xe | quan an | coffee | cafe | studio | khach san | mixue',
    'a shop',
  ],
  [
    { is: 'group', what: 'friends' },
    'nhom | tap the | hoi ban | nhom ban | anh em | ae | anh chi | ac | cac ban | toan the | to | doi | phu huynh',
    'friends, colleagues',
  ],
  [
    { is: 'title' },
    'em | chau | con | anh | chi | co | chu | bac | ong | ba | be | me | bo | cau | di | thim | mo | toi | minh | e | c | a | bs | thay | su thay | su co | ni su | hai con | bs ck | ca si | 2 con | 2 be | hai be | cac con',
    'how people call themselves before their name',
  ],
]

/** Provinces and cities of before and after 2025; those whose names also mean something else ask for a word before them. */
const PLACES =
  'an giang | bac giang | bac kan | bac can | bac lieu | bac ninh | ben tre | binh dinh | binh duong | binh phuoc | binh thuan | ca mau | can tho | cao bang | da nang | dak lak | dac lac | dak nong | dien bien | dong nai | dong thap | gia lai | ha giang | ha nam | ha noi | hn | ha tinh | hai duong | hai phong | hau giang | hcm | tphcm | tp hcm | ho chi minh | sai gon | hung yen | khanh hoa | kien giang | kon tum | lai chau | lam dong | lang son | lao cai | long an | nam dinh | nghe an | ninh binh | ninh thuan | phu tho | phu yen | quang binh | quang nam | quang ngai | quang ninh | quang tri | soc trang | son la | tay ninh | thai nguyen | thanh hoa | thua thien hue | hue | tien giang | tra vinh | tuyen quang | vinh long | vinh phuc | vung tau | yen bai | ba ria vung tau | lang nu | bao yen | mien bac | mien trung | mien nam | phia bac | mb'
const WITH_MARKER = 'hoa binh | thai binh | ha dong | son tay'
const MARKERS = 'tinh | tp | thanh pho | o | tai'

export const MEANINGS: readonly (readonly [Meaning, string])[] = [
  ...RULES.map(([means, list]) => [means, list] as const),
]

export const PLACE_NAMES: readonly (readonly [string, string])[] = [
  ...each(PLACES).map(name => [name, name] as const),
  ...each(WITH_MARKER).flatMap(name => each(MARKERS).map(marker => [name, `${marker} ${name}`] as const)),
]

/** Words that say that the place behind them is the one to be helped, not the one of the giver. */
export const TOWARDS = new Set('bao con dan vung tinh ho cho ve den toi tai tro cac phuc'.split(' '))

/** Family names, of the Kinh, Hoa, Khmer and of the north's peoples, without accents. */
export const SURNAMES = new Set(
  'an au bach ban be bi bo bui cam cao che chau chu chung co cong cu cung da dam dang danh dao dau dien diep dieu dinh do doan doi dong du duong gia giang giap ha han hang ho hoang hong hua huynh kha khanh khieu khong khuat kieu kim ky la lac lai lam lang le leng lieu lo loc loi long lu luc luong luu ly ma mac mach mai man mao minh mong mua nghiem ngo ngoc ngon ngu nguy nguyen ninh nong nung ong phan phi pho phu phung phuong pham quach quan quang sam sung son ta tan tang tao thach thai than thang thao thi thieu tieu to ton tong tra tran trang tri trieu trinh truong tu tuong van vang vi viem vien vo vu vuong vinh xa y'.split(
    ' ',
  ),
)

/** Words that are no part of a Vietnamese name: a run that holds one is no person. */
export const NEVER_NAMES = new Set(
  'cac nguoi mot chut voi cung cua duoc khong nay nhe tat ca roi vnd dong lut va cho xin gop ung den do bi nao rat moi neu nhieu qua xom lop nha khoan day de se vao ra ve ngach so noi suc '.split(
    ' ',
  ),
)

/** Words of giving that are given names as well: behind a family name, they end a name only when they go on (`thuong gui`). */
export const ALSO_NAMES = new Set('thuong cau tang yeu mong luon chuc lu'.split(' '))

function each(list: string): string[] {
  return list.split('|').map(one => one.trim())
}
